import type { DeskEvent } from '../plans/plan.ts'
import type { HideableTicketField } from './ticket-sight.ts'

/** The particulars of the events of one type. */
type DataOf<Type extends DeskEvent['type']> = Extract<DeskEvent, { readonly type: Type }>['data']

/** `always`: whoever may read the history sees it; else the fields of the ticket that it tells of. */
export type Telling = 'always' | readonly [HideableTicketField, ...HideableTicketField[]]

type Table = { readonly [Type in DeskEvent['type']]: { readonly [Name in keyof DataOf<Type>]-?: Telling } }

const ref = { ticketId: 'always', clock: 'always', cycle: 'always' } as const
const checklist = { checklistId: ['checklists'] } as const
const step = { ...checklist, stepId: ['checklists'] } as const
const approval = { approvalId: ['approvals'], about: ['approvals'] } as const
const promise = { promiseId: ['promises'], dueAt: ['promises'] } as const
const followUp = { followUpId: ['followUps'], dueAt: ['followUps'] } as const
const link = { relation: ['links'], otherId: ['links'] } as const
const relative = {
  relation: ['links', 'openChildren', 'parentClosed'],
  otherId: ['links', 'openChildren', 'parentClosed'],
} as const
const message = {
  messageId: 'always',
  direction: 'always',
  visibility: 'always',
  author: 'always',
  automatic: 'always',
  channel: 'always',
} as const
const registered = { version: 'always', from: 'always', replaces: 'always' } as const

/**
 * Which fields of a ticket the particulars of each event tell of: where one of them is hidden from the reader, so is the particular. An event or a particular that is not here does not compile, so none is
 * forgotten.
 */
export const eventSight = {
  'ticket-opened': {
    ticketId: 'always',
    number: 'always',
    workflow: 'always',
    catalogue: 'always',
    status: 'always',
    category: 'always',
    kind: 'always',
    channel: 'always',
    requesterId: 'always',
    priority: 'always',
    impact: ['impact'],
    urgency: ['urgency'],
    topic: ['topic'],
    level: ['level'],
    teamId: ['teamId'],
    assigneeId: ['assigneeId'],
    tags: ['tags'],
    attributes: ['attributes'],
  },
  'ticket-status-changed': {
    from: 'always',
    to: 'always',
    fromCategory: 'always',
    toCategory: 'always',
    cause: 'always',
    outcome: 'always',
    resolutionCode: ['resolutionCode'],
  },
  'message-added': { ...message, teamId: ['teamId'], authorTeamId: ['teamId'] },
  'ticket-assigned': { from: ['assigneeId'], to: ['assigneeId'], teamId: ['teamId'] },
  'ticket-unassigned': { from: ['assigneeId'], teamId: ['teamId'] },
  'ticket-transferred': { from: ['teamId'], to: ['teamId'] },
  'ticket-escalated': { from: ['level'], to: ['level'] },
  'ticket-prioritised': { from: 'always', to: 'always', impact: ['impact'], urgency: ['urgency'] },
  'ticket-classified': { kind: 'always', topic: ['topic'], tags: ['tags'], attributes: ['attributes'] },
  'activity-recorded': { code: 'always', attributes: ['attributes'] },
  'deviation-recorded': { reason: 'always', command: 'always', from: 'always', to: 'always' },
  'ticket-reminded': { dueAt: 'always' },
  'workflow-changed': {
    fromWorkflow: 'always',
    toWorkflow: 'always',
    from: 'always',
    to: 'always',
    fromCategory: 'always',
    toCategory: 'always',
    pausedFrom: 'always',
    fellBack: 'always',
    beforeMerge: 'always',
  },
  'approval-requested': { ...approval, approver: ['approvals'] },
  'approval-granted': approval,
  'approval-declined': approval,
  'approval-withdrawn': { ...approval, reason: ['approvals'] },
  'checklist-started': { ...checklist, template: ['checklists'], steps: ['checklists'] },
  'step-completed': step,
  'step-skipped': step,
  'ticket-linked': { ...link, otherIsClosed: ['links', 'openChildren', 'parentClosed'] },
  'ticket-unlinked': link,
  'relative-closed': relative,
  'relative-returned': relative,
  'resolution-held-up': {
    problemId: ['links', 'awaitsResolution'],
    resolvedAt: ['awaitsResolution'],
    reason: ['awaitsResolution'],
  },
  'resolution-dropped': { problemId: ['links', 'awaitsResolution'] },
  'resolution-passed-on': { incidentIds: ['links'], resolutionCode: ['resolutionCode'] },
  'ticket-merged': { survivorId: 'always' },
  'ticket-absorbed': { ticketId: ['mergedFrom'] },
  'ticket-unmerged': { survivorId: 'always', messagesStaying: 'always' },
  'ticket-released': { ticketId: ['mergedFrom'] },
  'obligations-passed-on': { to: 'always', promiseIds: ['promises'], followUpIds: ['followUps'], approvalIds: ['approvals'] },
  'obligations-taken-over': {
    from: ['mergedFrom', 'takenOver'],
    promises: ['promises'],
    followUps: ['followUps'],
    approvals: ['approvals'],
    ways: ['takenOver'],
    settled: ['takenOver'],
  },
  'message-redirected': { messageId: 'always', addressedTo: ['redirected', 'mergedFrom'] },
  'messages-split-off': { to: ['links'], messageIds: 'always' },
  'message-taken-over': { ...message, from: ['links'], writtenAt: 'always' },
  'problem-confirmed': { statementId: ['statementId'] },
  'action-recorded': { code: 'always', outcome: 'always', step: ['checklists'], article: 'always' },
  'work-logged': {
    worker: ['workSpans'],
    durationMs: ['handleMs', 'workSpans'],
    from: ['workSpans'],
    to: ['workSpans'],
    overlapMs: ['workSpans'],
    code: ['workSpans'],
  },
  'promise-made': { ...promise, about: ['promises'], previousDueAt: ['promises'] },
  'promise-kept': { ...promise, late: ['promises', 'missedPromises'], messageId: ['promises'] },
  'promise-missed': { promiseId: ['promises', 'missedPromises'], dueAt: ['promises', 'missedPromises'] },
  'promise-withdrawn': { ...promise, reason: ['promises'] },
  'follow-up-scheduled': {
    ...followUp,
    purpose: ['followUps'],
    assigneeId: ['followUps'],
    previousDueAt: ['followUps'],
  },
  'follow-up-completed': { ...followUp, late: ['followUps'], result: ['followUps'] },
  'follow-up-missed': followUp,
  'follow-up-withdrawn': { ...followUp, reason: ['followUps'] },
  'reminder-given': { about: ['promises', 'followUps'], id: ['promises', 'followUps'], dueAt: ['promises', 'followUps'] },
  'hand-over-offered': {
    from: ['teamId'],
    fromAgentId: ['assigneeId'],
    to: ['handOver'],
    toAgentId: ['handOver'],
    expiresAt: ['handOver'],
    returns: ['handOverReturns'],
  },
  'hand-over-accepted': { from: ['teamId'], to: ['teamId', 'handOver'], offeredAt: ['handOver'] },
  'hand-over-returned': { from: ['teamId'], to: ['handOver'], reason: ['handOver'], returns: ['handOverReturns'] },
  'hand-over-withdrawn': { to: ['handOver'], reason: ['handOver'] },
  'hand-over-escalated': { returns: ['handOverReturns'], to: ['teamId'] },
  'solution-told': { by: 'always', messageId: 'always', reference: 'always' },
  'confirmation-asked': { until: 'always', silence: 'always' },
  'confirmation-reminded': { until: 'always' },
  'resolution-confirmed': { by: 'always', channel: 'always' },
  'resolution-rejected': { by: 'always', reason: 'always' },
  'silence-taken': { as: 'always' },
  'watcher-added': { watcherId: ['watchers'] },
  'watcher-removed': { watcherId: ['watchers'] },
  'ticket-snoozed': { until: ['snoozedUntil'], previousUntil: ['snoozedUntil'] },
  'ticket-woken': { cause: 'always' },
  'personal-field-set': { field: ['personalFields'], known: ['personalFields'] },
  'check-back-scheduled': {
    attempt: 'always',
    attempts: 'always',
    channel: 'always',
    dueAt: 'always',
    resolvedAt: 'always',
  },
  'check-back-due': { attempt: 'always', channel: 'always', dueAt: 'always' },
  'check-back-answered': {
    answer: 'always',
    attempt: 'always',
    attempts: 'always',
    channel: 'always',
    resolvedAt: 'always',
  },
  'sla-applied': { ticketId: 'always', document: 'always', version: 'always', policy: 'always', calendars: 'always' },
  'sla-retargeted': { ...ref, goal: 'always', fromMs: 'always', toMs: 'always' },
  'sla-fulfilled': { ...ref, elapsedMs: 'always', goals: 'always' },
  'sla-cancelled': { ...ref, elapsedMs: 'always', goals: 'always', ending: 'always' },
  'sla-breached': { ...ref, goal: 'always', dueAt: 'always', version: 'always', calendarVersion: 'always' },
  'sla-corrected': { ...ref, goal: 'always', recordedAt: 'always', breachedAt: 'always' },
  'sla-step-reached': {
    ...ref,
    goal: 'always',
    step: 'always',
    dueAt: 'always',
    deadline: 'always',
    actions: ['teamId', 'level'],
    refused: 'always',
  },
  'contact-decided': {
    outcome: 'always',
    reason: 'always',
    channel: 'always',
    kind: 'always',
    topic: ['topic'],
    automatic: 'always',
    minutes: 'always',
    receivedAt: 'always',
    claimedAt: 'always',
    requesterId: 'always',
    ticketId: 'always',
    matchedBy: 'always',
    rule: 'always',
    policy: 'always',
  },
  'customer-created': { customerId: 'always', channels: 'always' },
  'customer-contact-added': { customerId: 'always', channels: 'always' },
  'customer-erased': { customerId: 'always' },
  'protected-fields-read': { resource: 'always', id: 'always', fields: 'always', purpose: 'always' },
  'policies-published': { version: 'always', comparedWith: 'always', changes: 'always', total: 'always' },
  'policies-activated': registered,
  'policies-rolled-back': { ...registered, withdrawn: 'always' },
  'policies-activation-withdrawn': registered,
} as const satisfies Table

/** Names of particulars that can be hidden, of one type of event. */
export type HideableParticular<Type extends DeskEvent['type']> = {
  [Name in keyof (typeof eventSight)[Type]]: (typeof eventSight)[Type][Name] extends 'always' ? never : Name
}[keyof (typeof eventSight)[Type]]
