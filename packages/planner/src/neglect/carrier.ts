import type { Instant } from '@caseload/core'
import { momentAt, type Ticket, type TicketMoment, type Workflow } from '@caseload/lifecycle'

/** Steps of time that bring a ticket back to the desk or to its end; reminders of the requester do neither. */
const carrying = ['auto-close', 'pending-expiry', 'promise', 'snooze', 'hand-over'] as const satisfies readonly TicketMoment[]

/** Carrier of tickets that nobody has. */
export const nobody = 'nobody'
/** Carrier of tickets that are closed: they need none. Sorts before every other. */
export const noneNeeded = '-'

/** Who has a ticket in hand: its agent, else the queue of its team, else `nobody`; `-` for a closed one. */
export function carrierOf({ category, assigneeId, teamId }: Pick<Ticket, 'category' | 'assigneeId' | 'teamId'>): string {
  return category === 'closed' ? noneNeeded : (assigneeId ?? teamId ?? nobody)
}

/** Until when time carries a ticket, whoever else does or does not: the latest step it takes with it; 0 where it takes none. */
export function carriedUntil(workflow: Workflow | null, ticket: Ticket): Instant | 0 {
  if (workflow === null || ticket.category === 'closed') return 0
  let latest: Instant | 0 = 0
  for (const moment of carrying) {
    const at = momentAt(moment, workflow, ticket)
    if (at !== null && at > latest) latest = at
  }
  return latest
}
