import type { Wording } from '../wording.ts'
import type { CheckBackEvent } from './check-back-events.ts'
import type { CheckBackRejection } from './check-back-rejections.ts'

/** English wording of refusals and events of check-backs. */
export const checkBackMessages: Wording<CheckBackRejection, CheckBackEvent> = {
  'ticket/no-check-back': '{command} refused: nobody is to be asked about this ticket',
  'lifecycle/check-back-scheduled':
    'the requester will be asked by {channel} at {dueAt|instant} whether it works, attempt {attempt} of {attempts}',
  'lifecycle/check-back-due': 'the requester is to be asked by {channel} whether it works',
  'lifecycle/check-back-answered': 'asked by {channel} whether it works, attempt {attempt} of {attempts}: {answer}',
}
