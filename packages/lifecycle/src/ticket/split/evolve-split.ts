import type { Ticket } from '../ticket.ts'
import type { SplitEvent } from './split-events.ts'

/** A ticket after one more fact about splits. Total. */
export function evolveSplit(ticket: Ticket, event: SplitEvent): Partial<Ticket> {
  if (event.type === 'messages-split-off')
    return { messageCount: Math.max(0, ticket.messageCount - event.data.messageIds.length) }
  const messageCount = ticket.messageCount + 1
  const { author, automatic, writtenAt } = event.data
  if (author !== 'requester' || automatic) return { messageCount }
  const known = ticket.lastRequesterMessageAt
  // When it was written counts, not when it was moved.
  return { messageCount, lastRequesterMessageAt: known !== null && known > writtenAt ? known : writtenAt }
}
