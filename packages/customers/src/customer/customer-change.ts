import type { ActorRef, Instant } from '@caseload/core'
import type { Customer } from './customer.ts'
import type { CustomerEvent } from './customer-events.ts'

/** A customer as it is from now on, and the facts that say how it came to be so. */
export interface CustomerChange {
  /** The whole profile afterwards. */
  readonly customer: Customer
  /** What happened; empty where nothing changed. */
  readonly events: readonly CustomerEvent[]
}

/** Who changes a customer, and when. */
export interface CustomerContext {
  /** When it happens; held back to the customer's last change where a clock stepped back. */
  readonly now: Instant
  /** Who does it. */
  readonly actor: ActorRef
}
