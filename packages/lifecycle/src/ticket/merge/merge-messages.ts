import type { Wording } from '../wording.ts'
import type { MergeEvent } from './merge-events.ts'
import type { MergeRejection } from './merge-rejections.ts'

/** English wording of refusals and events of merges. */
export const mergeMessages: Wording<MergeRejection, MergeEvent> = {
  'ticket/merged': '{command} refused: the ticket goes on in {into}',
  'ticket/not-merged': '{command} refused: the ticket is not merged',
  'ticket/merge-refused': '{command} refused: it cannot go on in {survivorId}: {reason}',
  'lifecycle/ticket-merged': 'goes on in {survivorId}',
  'lifecycle/ticket-absorbed': '{ticketId} goes on here',
  'lifecycle/ticket-unmerged':
    'no longer merged into {survivorId}; messages that came meanwhile and do not come back: {messagesStaying}',
  'lifecycle/ticket-released': '{ticketId} goes on by itself again',
  'lifecycle/message-redirected': 'message {messageId} was addressed to {addressedTo}, which goes on here',
}
