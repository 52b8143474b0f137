import type { EventEnvelope, Explanation } from '@caseload/core'
import type { MissingData } from '@caseload/lifecycle'
import type { SeenCustomer, SeenEvent, SeenTicket, UnseenMissing } from '@caseload/planner'

/** What a command to a ticket came to. */
export interface TicketAnswer {
  /** The ticket afterwards, as the actor sees it. */
  readonly ticket: SeenTicket
  /** What was recorded, as the actor sees it; empty where nothing changed or the command was done before, and for an actor who may not read the ticket's history. */
  readonly events: readonly SeenEvent[]
  /** Why it came out like this; `renderExplanation` words it. Empty where the events are. */
  readonly explanations: readonly Explanation[]
  /**
   * What the catalogue, or a field of the desk's own that is required by now, wants to be known of the ticket and is not, each with a question that asks for it: nobody is turned away for it, but it cannot be resolved without. Fields
   * that are hidden from the actor are not among it, since that would tell that they have no value; but whoever opens a ticket is asked all that the catalogue asks.
   */
  readonly missing: readonly MissingData[]
  /** That something else is missing which the actor may not see, and who may; told to those who may resolve or close the ticket, who are refused for it. Null where nothing is, and to all others. */
  readonly missingUnseen: UnseenMissing | null
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
