import type { Wording } from '../wording.ts'
import type { AttentionEvent } from './attention-events.ts'
import type { AttentionRejection } from './attention-rejections.ts'

/** English wording of refusals and events of who looks at a ticket, and when. */
export const attentionMessages: Wording<AttentionRejection, AttentionEvent> = {
  'ticket/too-many-watchers': '{command} refused: at most {most} can watch a ticket',
  'lifecycle/watcher-added': '{watcherId} watches',
  'lifecycle/watcher-removed': '{watcherId} watches no longer',
  'lifecycle/ticket-snoozed': 'put aside until {until|instant}',
  'lifecycle/ticket-woken': 'brought back by {cause}',
}
