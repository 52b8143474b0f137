import type { ActorRef, DomainEvent, Instant } from '@caseload/core'
import type { ActionOutcome } from './work-commands.ts'
import type { StatementId } from './work-part.ts'

/** Desk and requester agreed what the problem is: it is identified. Said again, they agreed on something else. */
export interface ProblemConfirmedData {
  /** Identity of the statement; its text is content. Null where none was written down. */
  readonly statementId: StatementId | null
}

/** Somebody tried something to solve the problem. */
export interface ActionRecordedData {
  /** What was done, the desk's own code. */
  readonly code: string
  /** What it did. */
  readonly outcome: ActionOutcome
  /** Step of a checklist that was followed; null where none was. */
  readonly step: string | null
  /** Article that was followed; null where none was. */
  readonly article: string | null
}

/** Time was worked on the ticket. */
export interface WorkLoggedData {
  /** Who worked. */
  readonly worker: ActorRef
  /** How long, in ms. */
  readonly durationMs: number
  /** When it began; null where only the length is known. */
  readonly from: Instant | null
  /** When it stopped; null where only the length is known. */
  readonly to: Instant | null
  /** How much of it lies within work the same person had already logged on this ticket, in ms: above 0 it is flagged, and counts all the same. */
  readonly overlapMs: number
  /** What sort of work, the desk's own code; null where nobody said. */
  readonly code: string | null
}

/** {@inheritDoc ProblemConfirmedData} */
export type ProblemConfirmed = DomainEvent<'problem-confirmed', ProblemConfirmedData>
/** {@inheritDoc ActionRecordedData} */
export type ActionRecorded = DomainEvent<'action-recorded', ActionRecordedData>
/** {@inheritDoc WorkLoggedData} */
export type WorkLogged = DomainEvent<'work-logged', WorkLoggedData>

/** Facts about the work itself. */
export type WorkEvent = ProblemConfirmed | ActionRecorded | WorkLogged
