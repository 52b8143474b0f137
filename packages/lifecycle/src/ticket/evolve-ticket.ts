import type { Instant } from '@caseload/core'
import { isDone, type StatusCategory } from '../workflow/status-category.ts'
import { noApprovals } from './approvals/approval-part.ts'
import { evolveApprovals } from './approvals/evolve-approvals.ts'
import { noAttention } from './attention/attention-part.ts'
import { evolveAttention } from './attention/evolve-attention.ts'
import { nothingTakenOver } from './carry-over/carry-over-part.ts'
import { evolveCarryOver, withdrawnAside, withoutSettled } from './carry-over/evolve-carry-over.ts'
import { noCheckBack } from './check-back/check-back-part.ts'
import { evolveCheckBack } from './check-back/evolve-check-back.ts'
import { noChecklists } from './checklists/checklist-part.ts'
import { evolveChecklists } from './checklists/evolve-checklists.ts'
import { clamped } from './decide/situation.ts'
import { evolveHandOver } from './hand-over/evolve-hand-over.ts'
import { noHandOver } from './hand-over/hand-over-part.ts'
import { evolveLabel } from './label/evolve-label.ts'
import { noPersonalFields } from './label/label-part.ts'
import { evolveLinks } from './links/evolve-links.ts'
import { noLinks } from './links/link-part.ts'
import { evolveMerge } from './merge/evolve-merge.ts'
import { notMerged } from './merge/merge-part.ts'
import { underNewRules } from './migration/evolve-workflow.ts'
import { evolvePromises } from './promise/evolve-promises.ts'
import { noPromises } from './promise/promise-part.ts'
import { evolveSplit } from './split/evolve-split.ts'
import { noMessages } from './split/split-part.ts'
import type { Attributes, Ticket } from './ticket.ts'
import type { MessageAdded, TicketEvent, TicketOpened, TicketStatusChanged } from './ticket-events.ts'
import { cameBack, evolveTold } from './told/evolve-told.ts'
import { nothingTold } from './told/told-part.ts'
import { evolveWork } from './work/evolve-work.ts'
import { noWork } from './work/work-part.ts'

/**
 * The ticket after one more fact. Total: what is recorded has happened, so nothing is refused.
 *
 * Before an opening there is no ticket: any other event leaves null. A second opening, and an event of a type this version does not know, count as events
 * (`version`, `updatedAt`) and change nothing else. `updatedAt` never goes back, even where an event's `at` does.
 *
 * @param ticket - The ticket so far; null before its opening. Not mutated.
 * @param event - What happened.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { compileWorkflow, decideTicket, evolveTicket, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const actor = { kind: 'agent', id: 'agt_ada' } as const
 * const ticketId = orThrow(parseId('tkt', 'tkt_1'))
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const events = orThrow(decideTicket(workflow, null, open, { actor, now: instant(0) }))
 * const ticket = events.reduce<Ticket | null>(evolveTicket, null)
 * ticket?.status // => 'new'
 * ticket?.version // => 1
 * ```
 */
export function evolveTicket(ticket: Ticket | null, event: TicketEvent): Ticket | null {
  if (ticket === null) return event.type === 'ticket-opened' ? opened(event) : null
  const updatedAt = clamped(ticket, event.at)
  const version = ticket.version + 1
  switch (event.type) {
    case 'ticket-status-changed':
      return statusChanged(ticket, event, updatedAt, version)
    case 'message-added':
      return messageAdded(ticket, event, updatedAt, version)
    case 'ticket-assigned':
      return { ...ticket, assigneeId: event.data.to, teamId: event.data.teamId, updatedAt, version }
    case 'ticket-unassigned':
      return { ...ticket, assigneeId: null, updatedAt, version }
    case 'ticket-transferred':
      return { ...ticket, teamId: event.data.to, updatedAt, version }
    case 'ticket-escalated':
      return { ...ticket, level: event.data.to, updatedAt, version }
    case 'ticket-prioritised': {
      const { to: priority, impact, urgency } = event.data
      return { ...ticket, priority, impact, urgency, updatedAt, version }
    }
    case 'ticket-classified': {
      const { kind, topic, tags } = event.data
      const attributes = mergeAttributes(ticket.attributes, event.data.attributes)
      return { ...ticket, kind, topic, tags, attributes, updatedAt, version }
    }
    case 'checklist-started':
    case 'step-completed':
    case 'step-skipped':
      return { ...ticket, ...evolveChecklists(ticket, event), updatedAt, version }
    case 'approval-requested':
      return { ...ticket, ...withdrawnAside(ticket, event), ...evolveApprovals(ticket, event), updatedAt, version }
    case 'approval-granted':
    case 'approval-declined':
    case 'approval-withdrawn':
      return { ...ticket, ...evolveApprovals(ticket, event), updatedAt, version }
    case 'ticket-linked':
    case 'ticket-unlinked':
    case 'relative-closed':
    case 'relative-returned':
    case 'resolution-passed-on':
    case 'resolution-held-up':
    case 'resolution-dropped':
      return { ...ticket, ...evolveLinks(ticket, event), updatedAt, version }
    case 'ticket-merged':
    case 'ticket-absorbed':
    case 'ticket-unmerged':
    case 'ticket-released':
    case 'message-redirected':
      return { ...ticket, ...evolveMerge(ticket, event, updatedAt), updatedAt, version }
    case 'messages-split-off':
    case 'message-taken-over':
      return { ...ticket, ...evolveSplit(ticket, event), updatedAt, version }
    case 'problem-confirmed':
    case 'action-recorded':
    case 'work-logged':
      return { ...ticket, ...evolveWork(ticket, event), updatedAt, version }
    case 'promise-made':
    case 'promise-kept':
    case 'promise-missed':
    case 'promise-withdrawn':
    case 'follow-up-scheduled':
    case 'follow-up-completed':
    case 'follow-up-missed':
    case 'follow-up-withdrawn':
    case 'reminder-given':
      return withoutSettled({ ...ticket, ...evolvePromises(ticket, event), updatedAt, version })
    case 'obligations-passed-on':
    case 'obligations-taken-over':
      return { ...ticket, ...evolveCarryOver(ticket, event), updatedAt, version }
    case 'hand-over-offered':
    case 'hand-over-accepted':
    case 'hand-over-returned':
    case 'hand-over-withdrawn':
    case 'hand-over-escalated':
      return { ...ticket, ...evolveHandOver(ticket, event), updatedAt, version }
    case 'solution-told':
    case 'confirmation-asked':
    case 'confirmation-reminded':
    case 'resolution-confirmed':
    case 'resolution-rejected':
    case 'silence-taken':
      return { ...ticket, ...evolveTold(ticket, event), updatedAt, version }
    case 'watcher-added':
    case 'watcher-removed':
    case 'ticket-snoozed':
    case 'ticket-woken':
      return { ...ticket, ...evolveAttention(ticket, event), updatedAt, version }
    case 'personal-field-set':
      return { ...ticket, ...evolveLabel(ticket, event), updatedAt, version }
    case 'check-back-scheduled':
    case 'check-back-due':
    case 'check-back-answered':
      return { ...ticket, ...evolveCheckBack(ticket, event), updatedAt, version }
    case 'workflow-changed':
      return underNewRules(ticket, event.data, updatedAt, version)
    default:
      return { ...ticket, updatedAt, version }
  }
}

function opened({ at, data }: TicketOpened): Ticket {
  return {
    id: data.ticketId,
    number: data.number,
    workflow: data.workflow,
    catalogue: data.catalogue,
    status: data.status,
    category: data.category,
    statusSince: at,
    pausedFrom: null,
    kind: data.kind,
    channel: data.channel,
    requesterId: data.requesterId,
    priority: data.priority,
    impact: data.impact,
    urgency: data.urgency,
    topic: data.topic,
    level: data.level,
    teamId: data.teamId,
    assigneeId: data.assigneeId,
    tags: data.tags,
    attributes: data.attributes,
    outcome: null,
    resolutionCode: null,
    openedAt: at,
    firstReplyAt: null,
    resolvedAt: data.category === 'resolved' ? at : null,
    closedAt: data.category === 'closed' ? at : null,
    lastRequesterMessageAt: null,
    reopenCount: 0,
    updatedAt: at,
    version: 1,
    ...noApprovals,
    ...noChecklists,
    ...noLinks,
    ...notMerged,
    ...nothingTakenOver,
    ...noMessages,
    ...noWork,
    ...noPromises,
    ...noHandOver,
    ...nothingTold,
    ...noAttention,
    ...noPersonalFields,
    ...noCheckBack,
  }
}

function statusChanged(ticket: Ticket, { data }: TicketStatusChanged, at: Instant, version: number): Ticket {
  const { to, toCategory, outcome, resolutionCode, cause } = data
  const done = isDone(toCategory)
  // A merge that is taken back leaves no trace: what was told stays told, and who is to be asked back is asked.
  const returns = isDone(ticket.category) && !done
  return {
    ...ticket,
    status: to,
    category: toCategory,
    statusSince: at,
    pausedFrom: pausedFrom(ticket, toCategory),
    outcome: done ? outcome : null,
    resolutionCode: done ? resolutionCode : null,
    checkBack: (done && outcome === 'solved') || cause === 'merge-into' ? ticket.checkBack : null,
    awaitsResolution: done && cause !== 'merge-into' ? null : ticket.awaitsResolution,
    resolvedAt: resolvedAt(ticket, toCategory, at),
    closedAt: toCategory === 'closed' ? (ticket.closedAt ?? at) : null,
    reopenCount: returns ? ticket.reopenCount + 1 : ticket.reopenCount,
    ...(returns && cause !== 'unmerge' ? cameBack(ticket) : {}),
    updatedAt: at,
    version,
  }
}

function pausedFrom(ticket: Ticket, to: StatusCategory): string | null {
  if (to !== 'pending' && to !== 'on-hold') return null
  return ticket.category === 'new' || ticket.category === 'open' ? ticket.status : ticket.pausedFrom
}

/** Moving about among resolved and closed statuses does not count as another resolution, or it would prolong the reopen window. */
function resolvedAt(ticket: Ticket, to: StatusCategory, at: Instant): Instant | null {
  if (to === 'resolved') return ticket.resolvedAt ?? ticket.closedAt ?? at
  return to === 'closed' ? ticket.resolvedAt : null
}

function messageAdded(ticket: Ticket, event: MessageAdded, updatedAt: Instant, version: number): Ticket {
  const { author, visibility, automatic } = event.data
  const after = { ...ticket, messageCount: ticket.messageCount + 1, updatedAt, version }
  if (automatic) return after
  if (author === 'requester') return { ...after, lastRequesterMessageAt: updatedAt }
  if (visibility === 'internal' || author === 'system' || opensIt(ticket, event)) return after
  const firstReplyAt = ticket.firstReplyAt ?? (author === 'agent' ? updatedAt : null)
  return { ...after, firstReplyAt, lastAnswerId: event.data.messageId }
}

/** The message that an agent opens a ticket with answers nobody. */
function opensIt(ticket: Ticket, { at, actor }: MessageAdded): boolean {
  return ticket.version === 1 && at === ticket.openedAt && actor.startsWith('agent:')
}

function mergeAttributes(before: Attributes, changes: Attributes): Attributes {
  const changed = Object.keys(changes)
  if (changed.length === 0) return before
  const merged = new Map(Object.entries(before))
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) merged.delete(name)
    else merged.set(name, value)
  }
  return Object.fromEntries([...merged].sort(([a], [b]) => (a < b ? -1 : 1)))
}
