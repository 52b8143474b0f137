import type { EventEnvelope, Explanation } from '@caseload/core'
import type { Customer } from '@caseload/customers'
import type { Ticket } from '@caseload/lifecycle'
import type { DeskEvent } from '@caseload/planner'

/** What a command to a ticket came to. */
export interface TicketAnswer {
  /** The ticket afterwards. */
  readonly ticket: Ticket
  /** What was recorded; empty where nothing changed or the command was done before. */
  readonly events: readonly DeskEvent[]
  /** Why it came out like this; `renderExplanation` words it. Empty where the command was done before. */
  readonly explanations: readonly Explanation[]
  /** Whether this very command had been done before; nothing was written this time. */
  readonly replayed: boolean
}

/** Who a customer turned out to be. */
export interface CustomerAnswer {
  /** The customer. */
  readonly customer: Customer
  /** What was recorded; empty where they were known already. */
  readonly events: readonly EventEnvelope[]
  /** How they were recognised. */
  readonly explanations: readonly Explanation[]
  /** Whether this very command had been done before. */
  readonly replayed: boolean
}
