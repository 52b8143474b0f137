import type { Wording } from '../wording.ts'
import type { PromiseEvent } from './promise-events.ts'
import type { PromiseRejection } from './promise-rejections.ts'

/** English wording of refusals and events of promises and follow-ups. */
export const promiseMessages: Wording<PromiseRejection, PromiseEvent> = {
  'ticket/no-such-promise': '{command} refused: no promise {promiseId} is open',
  'ticket/no-such-follow-up': '{command} refused: no follow-up {followUpId} is open',
  'ticket/too-many-promises': '{command} refused: a ticket holds at most {most} of them',
  'lifecycle/promise-made': 'the requester was told {dueAt|instant}',
  'lifecycle/promise-kept': 'promise for {dueAt|instant} kept',
  'lifecycle/promise-missed': 'promise for {dueAt|instant} missed',
  'lifecycle/promise-withdrawn': 'promise for {dueAt|instant} withdrawn: {reason}',
  'lifecycle/follow-up-scheduled': 'follow-up set for {dueAt|instant}',
  'lifecycle/follow-up-completed': 'follow-up of {dueAt|instant} done',
  'lifecycle/follow-up-missed': 'follow-up of {dueAt|instant} missed',
  'lifecycle/follow-up-withdrawn': 'follow-up of {dueAt|instant} withdrawn: {reason}',
  'lifecycle/reminder-given': 'reminded of a {about} due {dueAt|instant}',
}
