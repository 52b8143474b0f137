import type { MessageCatalogue } from '@caseload/core'
import { lifecycleMessages } from '@caseload/lifecycle'
import { slaMessages } from '@caseload/sla'

/** English wording of this package's explanations: one for each kind of event, for timers that move, and for clocks. */
export const plannerMessages: MessageCatalogue = {
  ...Object.fromEntries(
    Object.entries(lifecycleMessages).flatMap(([key, wording]) =>
      key.startsWith('lifecycle/') ? [[key.replace('lifecycle/', 'planner/'), wording] as const] : [],
    ),
  ),
  'planner/follow-up-not-linked': '{ticketId} follows {followed}, and is not linked to it: no more links fit',
  'planner/ticket-opened': 'opened as {kind} in {status}, priority {priority}',
  'planner/ticket-status-changed': 'moved from {from} to {to} by {cause}',
  'planner/message-added': '{direction} message of the {author} added',
  'planner/ticket-assigned': 'given to {to}',
  'planner/ticket-unassigned': 'taken from {from}',
  'planner/ticket-transferred': 'handed to {to}',
  'planner/ticket-escalated': 'moved from line {from} to line {to}',
  'planner/ticket-prioritised': 'priority moved from {from} to {to}',
  'planner/ticket-classified': 'classified as {kind}',
  'planner/activity-recorded': 'the log says {code}',
  'planner/deviation-recorded': 'the workflow would have refused {command}: {reason}',
  'planner/ticket-reminded': 'the requester was reminded',
  'planner/customer-created': 'customer {customerId} made known by {channels}',
  'planner/customer-contact-added': 'customer {customerId} can now also be recognised by {channels}',
  'planner/customer-erased': 'customer {customerId} erased',
  ...slaMessages,
  'planner/no-sla-policy': 'no policy promises anything on it',
  'planner/channel-not-offered': 'a {kind} usually does not come in by {channel}, but by one of: {channels}',
  'planner/kind-not-in-catalogue':
    'the catalogue {catalogue} has no {kind}, so nothing is asked for and no area takes it; it has: {kinds}',
  'planner/area-of-other-kind':
    'the area {area} takes a {kind}, and {serves} serves it; team and workflow stay as they are until somebody moves the ticket',
  'planner/move-held-back': 'not moved to {to}, since something is not known yet: {missing}',
  'planner/decided-by':
    'decided by policies {set} ({digest}): workflow {workflow}, catalogue {catalogue}, intake {intake}, access {access}, promises {sla}',
  'planner/timer-set': '{queue} is due at {dueAt|instant}',
  'planner/timer-cancelled': '{queue} is no longer due',
}
