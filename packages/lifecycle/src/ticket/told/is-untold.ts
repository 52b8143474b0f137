import { isDone } from '../../workflow/status-category.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Outcome, Ticket } from '../ticket.ts'

/**
 * Whether a ticket may not be closed as it would then end, since nobody recorded how its requester was told of the solution. Where nobody is known to have asked, there is nobody to tell; and a ticket that is solved and
 * closed in one was told by the last public message, if there was one.
 */
export function isUntold({ resolution }: Workflow, ticket: Ticket, outcome: Outcome | null): boolean {
  if (resolution?.told !== 'required' || outcome !== 'solved' || ticket.requesterId === null) return false
  return ticket.toldBy === null && (isDone(ticket.category) || ticket.lastAnswerId === null)
}
