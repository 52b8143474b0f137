import type { Actor, Instant } from '@caseload/core'

/** The circumstances a command is decided in. */
export interface TicketContext {
  /** Who gives it. */
  readonly actor: Actor
  /** When. Where it lies before the ticket's last event, the last event's instant is taken: time never runs backwards in a history. */
  readonly now: Instant
}
