import type { Wording } from '../wording.ts'
import type { ToldEvent } from './told-events.ts'
import type { ToldRejection } from './told-rejections.ts'

/** English wording of refusals and events of how a solution was told and received. */
export const toldMessages: Wording<ToldRejection, ToldEvent> = {
  'ticket/not-told': '{command} refused: it is not recorded how the requester was told of the solution',
  'lifecycle/solution-told': 'solution told by {by}',
  'lifecycle/confirmation-asked': 'the requester was asked whether it works',
  'lifecycle/confirmation-reminded': 'the requester was reminded that they were asked',
  'lifecycle/resolution-confirmed': 'the solution works',
  'lifecycle/resolution-rejected': 'the solution does not work',
  'lifecycle/silence-taken': 'no answer counts as {as}',
}
