import type { Wording } from '../wording.ts'
import type { LinkEvent } from './link-events.ts'
import type { LinkRejection } from './link-rejections.ts'

/** English wording of refusals and events of links. */
export const linkMessages: Wording<LinkRejection, LinkEvent> = {
  'ticket/link-refused': '{command} refused: no such link with {otherId}: {reason}',
  'ticket/parent-closed': '{command} refused: the parent {parentId} is closed',
  'lifecycle/ticket-linked': 'linked: {relation} {otherId}',
  'lifecycle/ticket-unlinked': 'no longer linked: {relation} {otherId}',
  'lifecycle/relative-closed': '{relation} {otherId}, which was closed',
  'lifecycle/relative-returned': '{relation} {otherId}, which came back',
  'lifecycle/resolution-held-up': 'not yet resolved with {problemId}: {reason}',
  'lifecycle/resolution-dropped': 'no longer to be resolved with {problemId}',
  'lifecycle/resolution-passed-on': 'the resolution is passed on to {incidentIds}',
}
