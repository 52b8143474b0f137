import type { MessageCatalogue } from '@caseload/core'
import { intakeMessages } from '../intake/intake-messages.ts'
import { approvalMessages } from './approvals/approval-messages.ts'
import { attentionMessages } from './attention/attention-messages.ts'
import { carryOverMessages } from './carry-over/carry-over-messages.ts'
import { checkBackMessages } from './check-back/check-back-messages.ts'
import { checklistMessages } from './checklists/checklist-messages.ts'
import { handOverMessages } from './hand-over/hand-over-messages.ts'
import { labelMessages } from './label/label-messages.ts'
import { linkMessages } from './links/link-messages.ts'
import { mergeMessages } from './merge/merge-messages.ts'
import { migrationMessages } from './migration/migration-messages.ts'
import { promiseMessages } from './promise/promise-messages.ts'
import { splitMessages } from './split/split-messages.ts'
import type { TicketEvent } from './ticket-events.ts'
import type { TicketRejection } from './ticket-rejections.ts'
import { toldMessages } from './told/told-messages.ts'
import type { Wording } from './wording.ts'
import { workMessages } from './work/work-messages.ts'

/** English wording of refusals, events and guards; keys are the `kind` of a refusal, and `lifecycle/` with the type of an event. */
export const lifecycleMessages: MessageCatalogue = {
  'ticket/not-opened': '{command} refused: there is no ticket yet',
  'ticket/already-opened': '{command} refused: there is a ticket of this identity already',
  'ticket/actor-not-allowed': '{command} refused: only {allowedActors} may give it',
  'ticket/not-in-this-category': '{command} refused: it does not apply to a ticket that is {category}',
  'ticket/unknown-status': '{command} refused: the workflow has no such status',
  'ticket/wrong-category': '{command} refused: it leads to {expected}, and {toStatus} is neither',
  'ticket/no-such-category': '{command} refused: the workflow has no default status of category {expected}',
  'ticket/no-transition': '{command} refused: there is no way from {status} to {toStatus}',
  'ticket/guard-failed': '{command} refused: the way from {status} to {toStatus} is not open',
  'ticket/reopen-window-passed': '{command} refused: the ticket could come back until {allowedUntil|instant}',
  'ticket/reply-refused': '{command} refused: the workflow takes no replies to a ticket that is {category}',
  'ticket/invalid-command': '{command} refused: {path}: expected {expected}',
  'lifecycle/guard-by': 'open to {expected}, asked by {found}',
  'lifecycle/guard-roles': 'needs one of the roles {expected}, found: {found}',
  'lifecycle/guard-when': 'its condition on {expected} does not hold, found: {found}',
  'lifecycle/guard-requires': 'needs {expected}',
  'lifecycle/alternative': 'another way leads there:',
  'lifecycle/allowed': 'allowed now: {command}',
  'lifecycle/allowed-move': 'allowed now: {command} to {to}',
  'lifecycle/allowed-with': 'allowed now with {needs}: {command} to {to}',
  'lifecycle/granted': 'granted',
  'lifecycle/nothing-to-do': 'granted; nothing to do',
  'lifecycle/ticket-opened': 'opened in {status}',
  'lifecycle/ticket-status-changed': 'moved from {from} to {to} by {cause}',
  'lifecycle/message-added': 'message {messageId} added, {direction}',
  'lifecycle/ticket-assigned': 'assigned to {to}',
  'lifecycle/ticket-unassigned': 'taken from {from}',
  'lifecycle/ticket-transferred': 'handed to {to}',
  'lifecycle/ticket-escalated': 'moved from line {from} to line {to}',
  'lifecycle/ticket-prioritised': 'priority {to}, before {from}',
  'lifecycle/ticket-classified': 'classified as {kind}',
  'lifecycle/activity-recorded': 'the log says {code}',
  'lifecycle/deviation-recorded': 'the workflow would have refused {command}: {reason}',
  'lifecycle/ticket-reminded': 'requester reminded, due {dueAt|instant}',
  'ticket/obligations-open': '{command} refused: something is still owed',
  'lifecycle/owed-step': 'step {stepId} of {checklistId} is required and open',
  'lifecycle/owed-promise': 'promise {promiseId} is open',
  'lifecycle/owed-follow-up': 'follow-up {followUpId} is open',
  'lifecycle/owed-approval': '{approvalId} is not decided',
  'lifecycle/owed-child': 'child {ticketId} is not closed',
  ...approvalMessages,
  ...checklistMessages,
  ...linkMessages,
  ...mergeMessages,
  ...carryOverMessages,
  ...splitMessages,
  ...workMessages,
  ...promiseMessages,
  ...handOverMessages,
  ...toldMessages,
  ...attentionMessages,
  ...labelMessages,
  ...checkBackMessages,
  ...migrationMessages,
  ...intakeMessages,
} satisfies Wording<TicketRejection, TicketEvent> & MessageCatalogue
