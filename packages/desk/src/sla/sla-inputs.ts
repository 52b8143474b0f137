import type { Instant, TicketId } from '@caseload/core'
import type { SeenTicket, UnreadableDocument } from '@caseload/planner'
import type { AttainmentFact, DueAccount } from '@caseload/sla'

/** Which deadlines, how many. */
export interface DeadlineQuery {
  /** Only tickets of this team; null: of none. */
  readonly teamId?: string | null
  /** Only tickets of this agent; null: of nobody. */
  readonly assigneeId?: string | null
  /** Only deadlines within so long from now, such as `PT4H`; all where absent. Of `overdue` it has no meaning. */
  readonly within?: string
  /** At most so many, 1 to 500; 50 where absent. */
  readonly limit?: number
  /** `next` of the page before, of the same question. */
  readonly cursor?: string
}

/** A ticket with a deadline. */
export interface TicketDeadline {
  /** The ticket, as the actor sees it. */
  readonly ticket: SeenTicket
  /** The clock. */
  readonly clock: string
  /** The goal. */
  readonly goal: string
  /** The deadline; of an overdue ticket the one missed first among its clocks that have not ended. */
  readonly dueAt: Instant
}

/** A page of deadlines. */
export interface DeadlineList {
  /** The deadlines, the earliest first; one a ticket. */
  readonly deadlines: readonly TicketDeadline[]
  /** Tickets, and clocks of tickets, that another version stored, or somebody damaged, so that this one cannot read them, each with what it lacks. The others are listed all the same. */
  readonly unreadable: readonly UnreadableDocument[]
  /** Where to go on; null where there were no more. */
  readonly next: string | null
}

/** Why a deadline lies where it does, ready to be shown. */
export interface DueExplanation {
  /** Every counted, skipped and paused stretch. */
  readonly account: DueAccount
  /** The same in English. */
  readonly text: string
  /** The same as a picture: a self-contained SVG document. */
  readonly svg: string
}

/** Which facts of attainment, how many. */
export interface SlaFactsRead {
  /** How many tickets at most, 1 to 500; 200 where absent. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly cursor?: string
}

/** A fact of attainment with its ticket. */
export interface TicketSlaFact extends AttainmentFact {
  /** The ticket. */
  readonly ticketId: TicketId
}

/** A page of facts. */
export interface SlaFactsPage {
  /** One for each goal of each cycle of each clock, as of now. */
  readonly facts: readonly TicketSlaFact[]
  /** Clocks of tickets that this version cannot read, each with what it lacks: nothing is told of these. */
  readonly unreadable: readonly UnreadableDocument[]
  /** Where to go on; null where there were no more. */
  readonly next: string | null
}

/** What a rebuild came to. */
export interface RebuildReport {
  /** Tickets looked at. */
  readonly tickets: number
  /** Of these, tickets whose clocks were written anew; the others were as they should be. */
  readonly rebuilt: number
  /** Recorded misses that were corrected. */
  readonly corrected: number
}
