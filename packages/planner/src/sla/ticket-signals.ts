import { type Instant, parseActorRef } from '@caseload/core'
import type { Attributes, TicketEvent } from '@caseload/lifecycle'
import type { SlaAuthor, SlaFacts, SlaSignal } from '@caseload/sla'

/** A fact of a ticket's stream, as far as clocks look at it; events nobody here has heard of are passed over. */
export interface TicketFact {
  /** What happened. */
  readonly type: string
  /** When. */
  readonly at: Instant
  /** Who did it. */
  readonly actor: string
  /** The particulars. */
  readonly data: unknown
}

/**
 * What a ticket's events mean for its clocks, in order.
 *
 * The category is the one that was frozen in the event. A message that an agent opens a ticket with is no reply; a ticket that ends as merged takes its clocks with it, and one that ends
 * cancelled, as a duplicate or as spam ends them without a result. The team of a message is that of its author where the event names one, since they work in another than the ticket was with;
 * else the one the ticket was with, also where nothing is known of the author's. Any event is also an event of its own type, and a row of an imported log one of its code, for clocks that wait for them by name.
 *
 * @param events - Events of one ticket, in order; those of types not known here are passed over.
 * @param awaited - Names that some clock waits for, from `Sla.events`.
 * @param openedAt - When the ticket was opened, where its opening comes right before these events; null, as where absent, for any others.
 *
 * @example
 * ```ts
 * import { instant } from '@caseload/core'
 * import { ticketSignals } from '@caseload/planner'
 *
 * const actor = 'agent:agt_ada'
 * const data = { author: 'agent', visibility: 'public', automatic: false, teamId: null }
 * ticketSignals([{ type: 'message-added', at: instant(1000), actor, data }, { type: 'no-such-thing', at: instant(1000), actor, data: {} }], [])
 * // => [{ type: 'message', at: 1000, from: 'agent', public: true, automatic: false }]
 * ```
 */
export function ticketSignals(
  events: readonly TicketFact[],
  awaited: readonly string[],
  openedAt: Instant | null = null,
): readonly SlaSignal[] {
  return events.flatMap((event, index): readonly SlaSignal[] => {
    const { at } = event
    const before = events[index - 1]
    const opened = index === 0 ? openedAt : before?.type === 'ticket-opened' ? before.at : null
    const signals = isKnown(event) ? signalsOf(event, opened) : otherSignals(event)
    if (awaited.length === 0) return signals
    const names = namesOf(event).filter((name) => awaited.includes(name))
    return names.length === 0 ? signals : [...signals, ...names.map((name) => ({ type: 'event', at, name }) as const)]
  })
}

type KnownType = (typeof knownTypes)[number]
type KnownEvent = Extract<TicketEvent, { readonly type: KnownType }>

const knownTypes = [
  'ticket-opened',
  'ticket-status-changed',
  'workflow-changed',
  'message-added',
  'ticket-assigned',
  'ticket-unassigned',
  'ticket-transferred',
  'ticket-escalated',
  'ticket-prioritised',
  'ticket-classified',
] as const

const known: ReadonlySet<string> = new Set(knownTypes)

function isKnown(event: TicketFact): event is KnownEvent {
  return known.has(event.type)
}

function signalsOf(event: KnownEvent, openedAt: Instant | null): readonly SlaSignal[] {
  const { at } = event
  switch (event.type) {
    case 'ticket-opened': {
      const { category, status, teamId, assigneeId } = event.data
      const from: SlaAuthor = parseActorRef(event.actor).kind
      const owner = assigneeId === null ? {} : ({ owner: 'agent' } as const)
      return [
        { type: 'facts-changed', at, facts: firstFacts(event.data) },
        { type: 'started', at, from, category, status, ...(teamId === null ? {} : { teamId }), ...owner },
      ]
    }
    case 'ticket-status-changed': {
      const { toCategory: category, to: status, outcome } = event.data
      const moved = { type: 'category-changed', at, category, status } as const
      if (outcome === 'merged') return [{ type: 'merged', at }, moved]
      // The end comes before the move: what ends without a result must not be taken for a resolution.
      return outcome === null || outcome === 'solved' ? [moved] : [{ type: 'ended', at }, moved]
    }
    case 'workflow-changed': {
      const { from, fromCategory, to: status, toCategory: category } = event.data
      return from === status && fromCategory === category ? [] : [{ type: 'category-changed', at, category, status }]
    }
    case 'message-added': {
      const { author, visibility, automatic, teamId: ticketTeamId, authorTeamId } = event.data
      const teamId = authorTeamId ?? ticketTeamId
      if (author === 'agent' && openedAt === at) return []
      const team = teamId === null ? {} : { teamId }
      return [{ type: 'message', at, from: author, public: visibility === 'public', automatic, ...team }]
    }
    case 'ticket-assigned':
      return [
        { type: 'team-changed', at, teamId: event.data.teamId },
        { type: 'owner-changed', at, owner: 'agent' },
      ]
    case 'ticket-unassigned':
      return [{ type: 'owner-changed', at, owner: null }]
    case 'ticket-transferred':
      return [{ type: 'team-changed', at, teamId: event.data.to }]
    case 'ticket-escalated':
      return [{ type: 'facts-changed', at, facts: { level: event.data.to } }]
    case 'ticket-prioritised': {
      const { to: priority, impact, urgency } = event.data
      return [{ type: 'facts-changed', at, facts: { priority, impact, urgency } }]
    }
    case 'ticket-classified': {
      const { kind, topic, tags, attributes } = event.data
      return [{ type: 'facts-changed', at, facts: { kind, topic, tags, ...ownFacts(attributes) } }]
    }
  }
}

/** Events that belong to other parts of a ticket's life; read by their shape, so that an older or newer form of them is passed over rather than misread. */
function otherSignals({ type, at, data }: TicketFact): readonly SlaSignal[] {
  const promiseId = textOf(data, 'promiseId')
  const dueAt = numberOf(data, 'dueAt')
  const until = numberOf(data, 'until')
  if (type === 'promise-made' && promiseId !== null && dueAt !== null) return [{ type, at, id: promiseId, dueAt }]
  if ((type === 'promise-kept' || type === 'promise-withdrawn') && promiseId !== null) return [{ type, at, id: promiseId }]
  const followUp = textOf(data, 'followUpId')
  if (type === 'follow-up-scheduled' && followUp !== null && dueAt !== null)
    return [{ type: 'promise-made', at, id: followUp, dueAt }]
  if (type === 'follow-up-completed' && followUp !== null) return [{ type: 'promise-kept', at, id: followUp }]
  if (type === 'follow-up-withdrawn' && followUp !== null) return [{ type: 'promise-withdrawn', at, id: followUp }]
  if (type === 'obligations-passed-on')
    return [...textsOf(data, 'promiseIds'), ...textsOf(data, 'followUpIds')].map((id) => ({ type: 'promise-passed-on', at, id }))
  if (type === 'obligations-taken-over')
    return [...listOf(data, 'promises'), ...listOf(data, 'followUps')].flatMap((item) => takenOver(item, at))
  if (type === 'ticket-snoozed') return [{ type: 'snoozed', at, ...(until === null ? {} : { until }) }]
  return type === 'ticket-woken' ? [{ type: 'woken', at }] : []
}

function takenOver(item: unknown, at: Instant): readonly SlaSignal[] {
  const id = textOf(item, 'id')
  const toldAt = numberOf(item, 'firstMadeAt')
  const firstDueAt = numberOf(item, 'firstDueAt')
  const dueAt = numberOf(item, 'dueAt')
  const moves = numberOf(item, 'moves')
  const brokenAt = numberOf(item, 'brokenAt')
  if (id === null || toldAt === null || firstDueAt === null || dueAt === null || moves === null) return []
  const broken = brokenAt === null ? {} : { brokenAt }
  return [{ type: 'promise-taken-over', at, id, toldAt, firstDueAt, dueAt, moves, ...broken }]
}

function namesOf({ type, data }: TicketFact): readonly string[] {
  const code = type === 'activity-recorded' ? textOf(data, 'code') : null
  return code === null ? [type] : [type, code]
}

function firstFacts(opened: Extract<TicketEvent, { readonly type: 'ticket-opened' }>['data']): SlaFacts {
  const { kind, channel, requesterId, priority, impact, urgency, topic, level, tags, attributes } = opened
  return { kind, channel, requesterId, priority, impact, urgency, topic, level, tags, ...ownFacts(attributes) }
}

function ownFacts(attributes: Attributes): SlaFacts {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`attributes.${name}`, value]))
}

function textOf(data: unknown, name: string): string | null {
  const value = memberOf(data, name)
  return typeof value === 'string' ? value : null
}

function numberOf(data: unknown, name: string): number | null {
  const value = memberOf(data, name)
  return typeof value === 'number' ? value : null
}

function listOf(data: unknown, name: string): readonly unknown[] {
  const value = memberOf(data, name)
  return Array.isArray(value) ? value : []
}

function textsOf(data: unknown, name: string): readonly string[] {
  return listOf(data, name).filter((each) => typeof each === 'string')
}

function memberOf(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, name) ? Reflect.get(data, name) : null
}
