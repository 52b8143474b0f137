import type { DomainEvent, TicketId } from '@caseload/core'
import type { Approval } from '../approvals/approval-part.ts'
import type { FollowUpId, OpenFollowUp, OpenPromise, PromiseId } from '../promise/promise-part.ts'
import type { CarriedObligation } from './carry-over-part.ts'

/** What is still owed here is owed by another ticket from now on: where this one goes on, or where it belongs to now that a merge is taken back. */
export interface ObligationsPassedOnData {
  /** The other ticket. */
  readonly to: TicketId
  /** Open promises. */
  readonly promiseIds: readonly PromiseId[]
  /** Open follow-ups. */
  readonly followUpIds: readonly FollowUpId[]
  /** Approvals nobody has decided, as they are called here. */
  readonly approvalIds: readonly string[]
}

/** What another ticket still owed is owed here from now on, as it stood: the times told stay the times told. */
export interface ObligationsTakenOverData {
  /** The other ticket. */
  readonly from: TicketId
  /** Open promises. */
  readonly promises: readonly OpenPromise[]
  /** Open follow-ups. */
  readonly followUps: readonly OpenFollowUp[]
  /** Approvals nobody has decided, as they are called here; where a merge is taken back, those decided meanwhile, too. */
  readonly approvals: readonly Approval[]
  /** The way by which each came that was first owed on another ticket. */
  readonly ways: readonly CarriedObligation[]
  /** What this ticket had passed on and was settled meanwhile, where it was then owed: it stays settled. */
  readonly settled: readonly Omit<CarriedObligation, 'way'>[]
}

/** {@inheritDoc ObligationsPassedOnData} */
export type ObligationsPassedOn = DomainEvent<'obligations-passed-on', ObligationsPassedOnData>
/** {@inheritDoc ObligationsTakenOverData} */
export type ObligationsTakenOver = DomainEvent<'obligations-taken-over', ObligationsTakenOverData>

/** A fact about obligations that go on in another ticket. */
export type CarryOverEvent = ObligationsPassedOn | ObligationsTakenOver
