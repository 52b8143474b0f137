import { addMs, type Instant } from '@caseload/core'
import { refusesRequester } from '../ticket/decide/messages.ts'
import { doneSince } from '../ticket/done-since.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { isDone } from '../workflow/status-category.ts'
import type { Workflow } from '../workflow/workflow.ts'

/** Whether a message of its requester reaches a ticket: it does, it comes too late (after the reopen window, or under a closed parent), or the workflow takes none. */
export type ReplyReach = 'reaches' | 'too-late' | 'refused'

/**
 * Whether a message of its requester still reaches a ticket. What a machine sent is never too late: it brings nothing back.
 *
 * @param workflow - The ticket's workflow.
 * @param ticket - The ticket.
 * @param message - Whether a machine sent it, and when it came.
 */
export function replyReach(
  workflow: Workflow,
  ticket: Ticket,
  message: { readonly automatic: boolean; readonly at: Instant },
): ReplyReach {
  const refused = refusesRequester(workflow, ticket)
  if (isDone(ticket.category) && !message.automatic) {
    const since = doneSince(ticket)
    const { reopenWindowMs } = workflow
    const late = reopenWindowMs !== null && since !== null && message.at > addMs(since, reopenWindowMs)
    const orphaned = refused && workflow.onRequesterReply[ticket.category].do === 'move'
    if (late || orphaned) return 'too-late'
  }
  return refused ? 'refused' : 'reaches'
}
