import type { Wording } from '../wording.ts'
import type { SplitEvent } from './split-events.ts'
import type { SplitRejection } from './split-rejections.ts'

/** English wording of refusals and events of splits. */
export const splitMessages: Wording<SplitRejection, SplitEvent> = {
  'ticket/nothing-left': '{command} refused: of {messages} messages none would stay',
  'ticket/message-not-here': '{command} refused: message {messageId} does not stand on the ticket',
  'lifecycle/messages-split-off': 'messages {messageIds} went to {to}',
  'lifecycle/message-taken-over': 'message {messageId} of {from} belongs here',
}
