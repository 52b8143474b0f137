import type { Calendar } from '@caseload/calendar'
import type { Instant } from '@caseload/core'
import {
  type ClockDocument,
  type ClockState,
  compileSla,
  type SlaSignal,
  type StepMoment,
  slaFold,
  slaState,
  slaTimers,
} from '@caseload/sla'
import type { Amount } from './amounts.ts'
import type { Role } from './names.ts'
import type { Semantics } from './semantics.ts'
import type { StoryGoal, StoryWarning } from './sla-of-step.ts'
import type { StoryTicket } from './story.ts'

/** A clock of a ticket under one SLA. */
export interface RoleClock {
  /** The clock at an instant. */
  readonly at: (now: Instant) => ClockState | null
  /** When its warning is due; null where there is none, or it stands still. */
  readonly warningAt: (now: Instant) => Instant | null
}

const closed = /clos|solv|resolv|merg|remov|fulfil|complet|done/

/** Whether a state ends a ticket. */
export function isClosed(state: string): boolean {
  return closed.test(state) && !/^(pending|un)/.test(state)
}

/** The clock of a role; or why there is none. */
export function clockOfRole(
  role: Role,
  ticket: StoryTicket,
  goal: StoryGoal,
  warning: StoryWarning | null,
  calendar: Calendar | null,
  semantics: Semantics,
): RoleClock | string {
  const days = 'days' in goal.amount ? goal.amount.days : null
  const hours = days !== null && calendar === null ? { ms: days * 86_400_000 } : goal.amount
  const written = 'ms' in hours ? durationText(hours.ms) : { workingDays: hours.days }
  const until =
    goal.endOfDay && calendar !== null
      ? ({ until: semantics.endOfDayOnce ? 'end-of-working-day-once' : 'end-of-working-day' } as const)
      : {}
  const moment = warning === null ? null : momentOf(warning)
  const target = {
    goal: typeof written === 'string' ? (goal.endOfDay ? { duration: written, ...until } : written) : { ...written, ...until },
    ...(moment === null ? {} : { steps: [{ id: 'warning', at: moment }] }),
  }
  const document = {
    schema: 1,
    id: 'story',
    version: 1,
    clocks: { [role]: clockDocument(role, semantics) },
    policies: [{ id: 'all', targets: { [role]: target }, ...(calendar === null ? {} : { calendar: 'hours' }) }],
  }
  const compiled = compileSla(document, { calendars: calendar === null ? {} : { hours: calendar } })
  if (compiled.isErr()) return compiled.error.map(({ kind }) => kind).join(', ')
  const sla = compiled.value
  const signals = signalsOf(role, ticket, semantics)
  return {
    at: (now: Instant) => slaState(sla, { signals }, now).clocks[role] ?? null,
    warningAt: (now: Instant) => {
      const fold = slaFold(sla)
      const heard = signals.filter((signal) => Number(signal.at) <= now)
      const progress = heard.reduce(fold.step, fold.init())
      const due = slaState(sla, { signals }, now).clocks[role]?.dueAt ?? null
      if (warning !== null && 'offset' in warning && 'days' in warning.offset)
        return shifted(due, warning.offset.days, warning.before, calendar)
      return slaTimers(sla, progress).findLast(({ step }) => step === 'warning')?.dueAt ?? null
    },
  }
}

function shifted(due: Instant | null, days: number, before: boolean, calendar: Calendar | null): Instant | null {
  if (due === null || calendar === null) return null
  return (before ? calendar.subtractWorkingDays(due, days) : calendar.addWorkingDays(due, days)).unwrapOr(null)
}

function momentOf(warning: StoryWarning): StepMoment | null {
  if ('percent' in warning) return { percent: warning.percent }
  if (!isTime(warning.offset)) return null
  return warning.before ? { before: durationText(warning.offset.ms) } : { after: durationText(warning.offset.ms) }
}

function isTime(amount: Amount): amount is { readonly ms: number } {
  return 'ms' in amount
}

function durationText(ms: number): string {
  return `PT${Math.round(ms / 1000)}S`
}

const on = (name: string) => ({ on: 'event', name }) as const

function clockDocument(role: Role, { pausedRoles, pausingStates, pausesInMinutes, updateFrom }: Semantics): ClockDocument {
  const pauses: Partial<ClockDocument> = pausedRoles.includes(role) ? { pausedInStatuses: [...new Set(pausingStates)] } : {}
  const rounding: Partial<ClockDocument> = pausesInMinutes ? { pauseRounding: { to: 'PT1M', of: 'edges' } } : {}
  if (role !== 'update' && role !== 'next') {
    return { starts: [on('begin')], stops: [on('stop')], recurrence: 'continued', ...pauses, ...rounding }
  }
  if (role === 'update' && updateFrom === 'last-contact') {
    const contact = [on('customer'), on('agent')]
    return {
      starts: [on('begin'), ...contact],
      stops: [on('stop')],
      restarts: contact,
      recurrence: 'independent',
      ...pauses,
      ...rounding,
    }
  }
  if (role === 'update' && updateFrom === 'last-agent-reply') {
    return {
      starts: [on('begin'), on('agent')],
      stops: [on('agent')],
      cancels: [on('stop')],
      recurrence: 'chained',
      ...pauses,
      ...rounding,
    }
  }
  return {
    starts: [on('customer')],
    stops: [on('agent')],
    cancels: [on('stop')],
    recurrence: 'independent',
    ...pauses,
    ...rounding,
  }
}

/** What happened to the ticket, as far as one clock cares, in order of time. */
function signalsOf(role: Role, ticket: StoryTicket, semantics: Semantics): readonly SlaSignal[] {
  const { createdAt, states, contacts } = ticket
  const [first, ...later] = states
  const event = (at: Instant, name: string): SlaSignal => ({ type: 'event', at, name })
  const signals: SlaSignal[] = [{ type: 'started', at: createdAt, category: 'open', status: first?.name ?? 'new' }]
  const states_ = later.map(({ at, name }): SlaSignal => ({ type: 'category-changed', at, category: 'open', status: name }))
  const begin = role.startsWith('ola') && semantics.internalFrom === 'assignment' ? ticket.assignedAt : createdAt
  if (begin !== null && (role !== 'update' || semantics.updateFromStart)) signals.push(event(begin, 'begin'))
  const own = eventsOf(role, ticket, semantics).map(([at, name]) => event(at, name))
  const heard = role === 'update' || role === 'next' ? contactEvents(role, contacts) : []
  return [...signals, ...states_, ...own, ...heard.map(([at, name]) => event(at, name))].sort(
    (a, b) => Number(a.at) - Number(b.at),
  )
}

type Named = readonly [at: Instant, name: string]

function eventsOf(role: Role, ticket: StoryTicket, semantics: Semantics): readonly Named[] {
  const set = ticket.stops.get(role)
  if (set !== undefined) return set === null ? [] : [[set, 'stop']]
  if (role === 'own' || role === 'olaOwn') return ticket.assignedAt === null ? [] : [[ticket.assignedAt, 'stop']]
  if (role === 'first') {
    const answered =
      semantics.respondedBy === 'agent-message' ? ticket.contacts.find(({ by }) => by === 'agent') : ticket.states[1]
    return answered === undefined ? [] : [[answered.at, 'stop']]
  }
  if (role === 'update' && semantics.updateFrom === 'last-contact') return []
  return ticket.states.flatMap(({ at, name }, index): readonly Named[] => {
    const before = ticket.states[index - 1]?.name
    const wasClosed = before !== undefined && isClosed(before)
    if (isClosed(name) && !wasClosed) return [[at, 'stop']]
    return wasClosed && !isClosed(name) ? [[at, 'begin']] : []
  })
}

function contactEvents(role: Role, contacts: StoryTicket['contacts']): readonly Named[] {
  const firstReply = contacts.findIndex(({ by }) => by === 'agent')
  return contacts.flatMap(({ at, by }, index): readonly Named[] => (role === 'next' && index < firstReply ? [] : [[at, by]]))
}
