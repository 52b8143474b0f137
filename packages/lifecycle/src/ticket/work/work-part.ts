import type { ActorRef, Id, Instant } from '@caseload/core'

/** Identity of what the parties agreed the problem to be; its text is content, a remark. */
export type StatementId = Id<'rmk'>

/** A stretch of work of one person, without gaps. */
export interface WorkSpan {
  /** Who worked. */
  readonly worker: ActorRef
  /** From when. */
  readonly from: Instant
  /** Until when. */
  readonly to: Instant
}

/** What a ticket knows of the work done on it. */
export interface WorkPart {
  /** When desk and requester agreed what the problem is; null before. */
  readonly identifiedAt: Instant | null
  /** Identity of the statement they agreed on; null where none was written down. */
  readonly statementId: StatementId | null
  /** Handle time: the sum of all work logged, in ms; null where none was logged. */
  readonly handleMs: number | null
  /** Work whose start and stop are known, for each person joined where it touches, sorted by person and start: what an overlap is found by. */
  readonly workSpans: readonly WorkSpan[]
}

/** A ticket nobody has worked on. */
export const noWork: WorkPart = { identifiedAt: null, statementId: null, handleMs: null, workSpans: [] }
