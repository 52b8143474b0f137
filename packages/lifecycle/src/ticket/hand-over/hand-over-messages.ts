import type { Wording } from '../wording.ts'
import type { HandOverEvent } from './hand-over-events.ts'
import type { HandOverRejection } from './hand-over-rejections.ts'

/** English wording of refusals and events of hand-overs. */
export const handOverMessages: Wording<HandOverRejection, HandOverEvent> = {
  'ticket/hand-over-incomplete': '{command} refused: the briefing lacks {missing}',
  'ticket/hand-over-needed': '{command} refused: {teamId} has to take the ticket first; offer it with transfer',
  'ticket/nothing-offered': '{command} refused: the ticket is offered to nobody',
  'ticket/still-answerable': '{command} refused: whoever has the ticket stays answerable until {offeredTo} takes it',
  'lifecycle/hand-over-offered': 'offered to {to}',
  'lifecycle/hand-over-accepted': 'taken by {to}',
  'lifecycle/hand-over-returned': 'returned by {to}: {reason}',
  'lifecycle/hand-over-withdrawn': 'offer to {to} withdrawn: {reason}',
  'lifecycle/hand-over-escalated': 'decided above the teams after {returns} returns',
}
