import type { Workflow } from '../workflow/workflow.ts'
import { moveFault } from './move.ts'
import type { RefusalFacts } from './refusal.ts'
import type { Ticket } from './ticket.ts'
import type { TicketContext } from './ticket-context.ts'

/** Why the workflow would not take a reply of the requester now; null where it takes it, whether or not the status then moves. */
export function receiveReplyFault(workflow: Workflow, ticket: Ticket, context: TicketContext): RefusalFacts | null {
  const reaction = workflow.document.onRequesterReply[ticket.category]
  if (reaction?.do === 'refuse') return { kind: 'ticket/reply-refused', category: ticket.category }
  if (reaction?.do !== 'move') return null
  const to = reaction.to ?? workflow.defaults.get('open')
  const fault = to === undefined ? null : moveFault(workflow, ticket, to, context)
  // Any other fault leaves the message recorded and the status as it is; too late a reply must become a new ticket instead.
  return fault?.reason === 'reopen-window-passed'
    ? { kind: 'ticket/reopen-window-passed', allowedUntil: fault.allowedUntil }
    : null
}
