import type { Instant, TicketId } from '@caseload/core'
import type { StatusCategory } from '../../workflow/status-category.ts'
import type { Outcome } from '../ticket.ts'

/** Where a merged ticket goes on, and how it stood before. */
export interface MergedInto {
  /** The survivor: where its conversation goes on. */
  readonly ticketId: TicketId
  /** Since when. */
  readonly at: Instant
  /** How the ticket stood, for whoever takes the merge back. */
  readonly before: {
    /** Its status. */
    readonly status: string
    /** The family of that status, as it was then. */
    readonly category: StatusCategory
    /** The status it had before it paused. */
    readonly pausedFrom: string | null
    /** How it had ended. */
    readonly outcome: Outcome | null
    /** The code for its solution. */
    readonly resolutionCode: string | null
    /** When it had been resolved. */
    readonly resolvedAt: Instant | null
    /** How often it had come back. */
    readonly reopenCount: number
  }
}

/** What a ticket knows of tickets it was merged with. Nothing is moved: a merge is a reference, so it can be taken back. */
export interface MergePart {
  /** Where it goes on; null unless it is merged. */
  readonly mergedInto: MergedInto | null
  /** Tickets that go on here, sorted; at most 100. */
  readonly mergedFrom: readonly TicketId[]
  /** How many messages were addressed to a merged ticket and came here instead, by that ticket, sorted; they stay here when the merge is taken back. */
  readonly redirected: readonly {
    /** The ticket they were addressed to. */
    readonly ticketId: TicketId
    /** How many. */
    readonly messages: number
  }[]
}

/** A new ticket is merged with none. */
export const notMerged: MergePart = { mergedInto: null, mergedFrom: [], redirected: [] }
