import type { Instant } from '@caseload/core'
import type { StatusCategory } from '../workflow/status-category.ts'
import type { Attributes, Ticket } from './ticket.ts'
import type { TicketEvent, TicketOpened, TicketStatusChanged } from './ticket-events.ts'

/**
 * The ticket after one more fact. Total: what is recorded has happened, so nothing is refused.
 *
 * Before `ticket-opened` there is no ticket, and other events leave it so; a second `ticket-opened` counts as an event and changes nothing else.
 *
 * @param ticket - The ticket before; null where there was none. Not mutated.
 * @param event - What happened.
 *
 * @example
 * ```ts
 * import { instant } from '@caseload/core'
 * import { evolveTicket } from '@caseload/lifecycle'
 * import { exampleTicket } from '@caseload/lifecycle/testing'
 *
 * const event = { type: 'ticket-escalated', at: instant(5), actor: 'agent:agt_ada', data: { from: 1, to: 2 } } as const
 * const after = evolveTicket(exampleTicket(), event)
 * after?.level // => 2
 * evolveTicket(null, event) // => null
 * ```
 */
export function evolveTicket(ticket: Ticket | null, event: TicketEvent): Ticket | null {
  if (ticket === null) return event.type === 'ticket-opened' ? opened(event) : null
  const updatedAt = later(event.at, ticket.updatedAt)
  const version = ticket.version + 1
  switch (event.type) {
    case 'ticket-status-changed':
      return statusChanged(ticket, event)
    case 'message-added': {
      const { author, direction, visibility, automatic } = event.data
      const answers = author === 'agent' && direction === 'outbound' && visibility === 'public' && !automatic
      const asks = author === 'requester' && direction === 'inbound' && !automatic
      return {
        ...ticket,
        firstReplyAt: answers ? (ticket.firstReplyAt ?? event.at) : ticket.firstReplyAt,
        lastRequesterMessageAt: asks ? event.at : ticket.lastRequesterMessageAt,
        updatedAt,
        version,
      }
    }
    case 'ticket-assigned':
      return { ...ticket, assigneeId: event.data.to, teamId: event.data.teamId, updatedAt, version }
    case 'ticket-unassigned':
      return { ...ticket, assigneeId: null, updatedAt, version }
    case 'ticket-transferred':
      return { ...ticket, teamId: event.data.to, updatedAt, version }
    case 'ticket-escalated':
      return { ...ticket, level: event.data.to, updatedAt, version }
    case 'ticket-prioritised': {
      const { to, impact, urgency } = event.data
      return { ...ticket, priority: to, impact, urgency, updatedAt, version }
    }
    case 'ticket-classified': {
      const { kind, topic, tags, attributes } = event.data
      return { ...ticket, kind, topic, tags, attributes: merged(ticket.attributes, attributes), updatedAt, version }
    }
    case 'ticket-opened':
    case 'activity-recorded':
    case 'deviation-recorded':
    case 'ticket-reminded':
      return { ...ticket, updatedAt, version }
  }
}

function opened({ at, data }: TicketOpened): Ticket {
  const over = data.category === 'resolved' || data.category === 'closed'
  return {
    id: data.ticketId,
    number: data.number,
    workflow: data.workflow,
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
    outcome: over ? 'solved' : null,
    resolutionCode: null,
    openedAt: at,
    firstReplyAt: null,
    resolvedAt: data.category === 'resolved' ? at : null,
    closedAt: data.category === 'closed' ? at : null,
    lastRequesterMessageAt: null,
    reopenCount: 0,
    updatedAt: at,
    version: 1,
  }
}

function statusChanged(ticket: Ticket, { at, data }: TicketStatusChanged): Ticket {
  const { from, to, fromCategory, toCategory, outcome, resolutionCode } = data
  const over = toCategory === 'resolved' || toCategory === 'closed'
  const wasOver = fromCategory === 'resolved' || fromCategory === 'closed'
  const resolvedAt = toCategory === 'resolved' && fromCategory !== 'resolved' ? at : over ? ticket.resolvedAt : null
  const closedAt = toCategory !== 'closed' ? null : fromCategory === 'closed' ? ticket.closedAt : at
  return {
    ...ticket,
    status: to,
    category: toCategory,
    statusSince: at,
    pausedFrom: !isPaused(toCategory) ? null : isPaused(fromCategory) ? ticket.pausedFrom : from,
    outcome: over ? outcome : null,
    resolutionCode: over ? resolutionCode : null,
    resolvedAt,
    closedAt,
    reopenCount: wasOver && !over ? ticket.reopenCount + 1 : ticket.reopenCount,
    updatedAt: later(at, ticket.updatedAt),
    version: ticket.version + 1,
  }
}

function isPaused(category: StatusCategory): boolean {
  return category === 'pending' || category === 'on-hold'
}

/** Null clears a field; the rest of the fields stay. */
function merged(before: Attributes, changes: Attributes): Attributes {
  const names = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null)
  return Object.fromEntries(names)
}

function later(a: Instant, b: Instant): Instant {
  return a < b ? b : a
}
