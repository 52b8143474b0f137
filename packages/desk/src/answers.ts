import type { EventEnvelope, Explanation } from '@caseload/core'
import type { MissingData } from '@caseload/lifecycle'
import type { SeenCustomer, SeenEvent, SeenTicket } from '@caseload/planner'

/** What a command to a ticket came to. */
export interface TicketAnswer {
  /** The ticket afterwards, as the actor sees it. */
  readonly ticket: SeenTicket
  /** What was recorded, as the actor sees it; empty where nothing changed or the command was done before, and for an actor who may not read the ticket's history. */
  readonly events: readonly SeenEvent[]
  /** Why it came out like this; `renderExplanation` words it. Empty where the events are. */
  readonly explanations: readonly Explanation[]
  /**
   * What the catalogue, or a field of the desk's own that is required by now, wants to be known of the ticket and is not, each with a question that asks for it: nobody is turned away for it, but it cannot be resolved without. Own fields
   * that are hidden from the actor are not among it.
   */
  readonly missing: readonly MissingData[]
  /** Whether this very command had been done before; nothing was written this time. */
  readonly replayed: boolean
}

/** Who a customer turned out to be. */
export interface CustomerAnswer {
  /** The customer, as the actor sees them. */
  readonly customer: SeenCustomer
  /** What was recorded; empty where they were known already. */
  readonly events: readonly EventEnvelope[]
  /** How they were recognised. */
  readonly explanations: readonly Explanation[]
  /** Whether this very command had been done before. */
  readonly replayed: boolean
}
