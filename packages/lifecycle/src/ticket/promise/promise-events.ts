import type { AgentId, DomainEvent, Instant, MessageId } from '@caseload/core'
import type { FollowUpId, PromiseId } from './promise-part.ts'

/** The requester was told a time. */
export interface PromiseMadeData {
  /** Which promise. */
  readonly promiseId: PromiseId
  /** What was promised, the desk's own code; null for word of how things stand. */
  readonly about: string | null
  /** The time told. */
  readonly dueAt: Instant
  /** The time told before; null where this is the first. */
  readonly previousDueAt: Instant | null
}

/** What was promised was done. */
export interface PromiseKeptData {
  /** Which promise. */
  readonly promiseId: PromiseId
  /** The time told. */
  readonly dueAt: Instant
  /** Whether it was done after the time told. */
  readonly late: boolean
  /** The message that kept it; null where it was kept otherwise. */
  readonly messageId: MessageId | null
}

/** The time told passed without what was promised. The promise stands, and is late from now on. */
export interface PromiseMissedData {
  /** Which promise. */
  readonly promiseId: PromiseId
  /** The time told. */
  readonly dueAt: Instant
}

/** A promise was taken back. */
export interface PromiseWithdrawnData {
  /** Which promise. */
  readonly promiseId: PromiseId
  /** The time told. */
  readonly dueAt: Instant
  /** Why, the desk's own code; the outcome where the ticket ended otherwise than solved. */
  readonly reason: string
}

/** The desk set a time at which it will look after something. */
export interface FollowUpScheduledData {
  /** Which follow-up. */
  readonly followUpId: FollowUpId
  /** What for, the desk's own code; null where nobody said. */
  readonly purpose: string | null
  /** Who is to do it; null for whoever has the ticket. */
  readonly assigneeId: AgentId | null
  /** The time. */
  readonly dueAt: Instant
  /** The time it was set for before; null where this is the first. */
  readonly previousDueAt: Instant | null
}

/** A follow-up was done. */
export interface FollowUpCompletedData {
  /** Which follow-up. */
  readonly followUpId: FollowUpId
  /** The time it was set for. */
  readonly dueAt: Instant
  /** Whether it was done after its time. */
  readonly late: boolean
  /** What came of it, the desk's own code; null where nobody said. */
  readonly result: string | null
}

/** The time of a follow-up passed and nobody had done it. It stands, and is late from now on. */
export interface FollowUpMissedData {
  /** Which follow-up. */
  readonly followUpId: FollowUpId
  /** The time it was set for. */
  readonly dueAt: Instant
}

/** A follow-up was given up. */
export interface FollowUpWithdrawnData {
  /** Which follow-up. */
  readonly followUpId: FollowUpId
  /** The time it was set for. */
  readonly dueAt: Instant
  /** Why, the desk's own code; the outcome where the ticket ended otherwise than solved. */
  readonly reason: string
}

/** The desk was reminded of what it promised or set itself. */
export interface ReminderGivenData {
  /** Of what. */
  readonly about: 'promise' | 'follow-up'
  /** Which of them. */
  readonly id: PromiseId | FollowUpId
  /** When it is due. */
  readonly dueAt: Instant
}

/** {@inheritDoc PromiseMadeData} */
export type PromiseMade = DomainEvent<'promise-made', PromiseMadeData>
/** {@inheritDoc PromiseKeptData} */
export type PromiseKept = DomainEvent<'promise-kept', PromiseKeptData>
/** {@inheritDoc PromiseMissedData} */
export type PromiseMissed = DomainEvent<'promise-missed', PromiseMissedData>
/** {@inheritDoc PromiseWithdrawnData} */
export type PromiseWithdrawn = DomainEvent<'promise-withdrawn', PromiseWithdrawnData>
/** {@inheritDoc FollowUpScheduledData} */
export type FollowUpScheduled = DomainEvent<'follow-up-scheduled', FollowUpScheduledData>
/** {@inheritDoc FollowUpCompletedData} */
export type FollowUpCompleted = DomainEvent<'follow-up-completed', FollowUpCompletedData>
/** {@inheritDoc FollowUpMissedData} */
export type FollowUpMissed = DomainEvent<'follow-up-missed', FollowUpMissedData>
/** {@inheritDoc FollowUpWithdrawnData} */
export type FollowUpWithdrawn = DomainEvent<'follow-up-withdrawn', FollowUpWithdrawnData>
/** {@inheritDoc ReminderGivenData} */
export type ReminderGiven = DomainEvent<'reminder-given', ReminderGivenData>

/** Facts about promises and follow-ups. */
export type PromiseEvent =
  | PromiseMade
  | PromiseKept
  | PromiseMissed
  | PromiseWithdrawn
  | FollowUpScheduled
  | FollowUpCompleted
  | FollowUpMissed
  | FollowUpWithdrawn
  | ReminderGiven
