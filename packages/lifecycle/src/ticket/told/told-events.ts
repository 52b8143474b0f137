import type { DomainEvent, Instant, MessageId } from '@caseload/core'
import type { ToldBy } from './told-part.ts'

/** It is recorded how the requester was told of the solution. */
export interface SolutionToldData {
  /** How. */
  readonly by: ToldBy
  /** The message; null where it was told otherwise. */
  readonly messageId: MessageId | null
  /** What else names it: the call, the article, or the reason of an exemption; null where nothing does. */
  readonly reference: string | null
}

/** The requester was asked whether the solution works. */
export interface ConfirmationAskedData {
  /** When silence is taken for an answer; null where the ticket waits for one. */
  readonly until: Instant | null
  /** What silence is taken for. */
  readonly silence: 'accepted' | 'unanswered'
}

/** The requester was reminded that they were asked. */
export interface ConfirmationRemindedData {
  /** When silence is taken for an answer; null where the ticket waits for one. */
  readonly until: Instant | null
}

/** The requester said that the solution works. */
export interface ResolutionConfirmedData {
  /** Whether the requester said so here, or staff entered it for them. */
  readonly by: 'requester' | 'staff'
  /** How they said so; null where nobody said. */
  readonly channel: string | null
}

/** The requester said that the solution does not work. */
export interface ResolutionRejectedData {
  /** Whether the requester said so here, or staff entered it for them. */
  readonly by: 'requester' | 'staff'
  /** Why, the desk's own code; null where nobody said. */
  readonly reason: string | null
}

/** The requester said nothing, and the workflow says what that means. */
export interface SilenceTakenData {
  /** What it was taken for. */
  readonly as: 'accepted' | 'unanswered'
}

/** {@inheritDoc SolutionToldData} */
export type SolutionWasTold = DomainEvent<'solution-told', SolutionToldData>
/** {@inheritDoc ConfirmationAskedData} */
export type ConfirmationAsked = DomainEvent<'confirmation-asked', ConfirmationAskedData>
/** {@inheritDoc ConfirmationRemindedData} */
export type ConfirmationReminded = DomainEvent<'confirmation-reminded', ConfirmationRemindedData>
/** {@inheritDoc ResolutionConfirmedData} */
export type ResolutionConfirmed = DomainEvent<'resolution-confirmed', ResolutionConfirmedData>
/** {@inheritDoc ResolutionRejectedData} */
export type ResolutionRejected = DomainEvent<'resolution-rejected', ResolutionRejectedData>
/** {@inheritDoc SilenceTakenData} */
export type SilenceTaken = DomainEvent<'silence-taken', SilenceTakenData>

/** Facts about how a solution was told and received. */
export type ToldEvent =
  | SolutionWasTold
  | ConfirmationAsked
  | ConfirmationReminded
  | ResolutionConfirmed
  | ResolutionRejected
  | SilenceTaken
