import type { TicketId } from '@caseload/core'
import type { Approval } from '../approvals/approval-part.ts'

/** Something owed that goes on in another ticket with the ticket it was owed on: a promise, a follow-up, or an approval that somebody has yet to decide. */
export interface CarriedObligation {
  /** What is owed. */
  readonly owed: 'promise' | 'follow-up' | 'approval'
  /** What it is called on this ticket: its identity, or the name of the approval. */
  readonly id: string
  /** The merged tickets it came through, the one it was first owed on first; empty where that is this one. */
  readonly way: readonly {
    /** Which ticket. */
    readonly ticketId: TicketId
    /** What it is called there. */
    readonly id: string
  }[]
}

/** Something owed that came with a merged ticket, as the ticket holds it where that goes on. */
export interface TakenOverObligation extends CarriedObligation {
  /**
   * How an approval ended by whose name another is asked for here since: it was withdrawn, and goes back like this with the ticket it came from. Absent while the name is its own.
   */
  readonly withdrawn?: Approval
}

/** What a ticket knows of obligations that came with tickets that go on in it. */
export interface CarryOverPart {
  /** Those of its promises and follow-ups that are open, and of its approvals, that came with a merged ticket; they go back with it. */
  readonly takenOver: readonly TakenOverObligation[]
  /** Of a merged ticket, what was open on it and went where it goes on, until the merge is taken back; empty where it is not merged. */
  readonly passedOn: readonly CarriedObligation[]
}

/** A new ticket's obligations are its own. */
export const nothingTakenOver: CarryOverPart = { takenOver: [], passedOn: [] }
