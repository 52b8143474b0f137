import type { Calendar } from '@caseload/calendar'
import { addMs, formatInstant, type Instant } from '@caseload/core'
import type { ClockState } from '@caseload/sla'
import { isClosed, type RoleClock } from './clock-of-role.ts'
import { type FieldName, fieldName, type Role } from './names.ts'
import { plainName } from './read-step.ts'
import type { Semantics } from './semantics.ts'
import type { StoryGoals, StorySla } from './sla-of-step.ts'
import { type StoryTicket, stateOf } from './story.ts'

/** A ticket at an instant, under an SLA, ready to be asked for its fields. */
export interface Viewed {
  /** The ticket. */
  readonly ticket: StoryTicket
  /** Its SLA; null where none matches. */
  readonly sla: StorySla | null
  /** Its goals. */
  readonly goals: StoryGoals
  /** Its clocks. */
  readonly clocks: ReadonlyMap<Role, RoleClock>
  /** The calendar; null around the clock. */
  readonly calendar: Calendar | null
  /** How its desk reckons. */
  readonly semantics: Semantics
  /** The instant. */
  readonly now: Instant
}

/** A value, or why there is none. */
export type FieldValue = { readonly value: unknown } | { readonly unsupported: string }

const nearest: readonly Role[] = ['first', 'next', 'update', 'resolve', 'own']

/** The value of a field, as comparable as the file has it. `wanted` tells in whose words a state is expected, nothing else. */
export function fieldValue(name: string, viewed: Viewed, wanted: unknown): FieldValue {
  const plain = plainName(name)
  const { ticket } = viewed
  if (/^lastcontactcustomer/.test(plain)) return instant(lastOf(ticket, 'customer'))
  if (/^lastcontactagent/.test(plain)) return instant(lastOf(ticket, 'agent'))
  if (/^(state|ticketstate)$/.test(plain)) return { value: stateOf(ticket) }
  const field = fieldName(name)
  if (field === null) return { unsupported: `unknown field ${name}` }
  if (field.aspect === 'policy') return { value: viewed.sla?.name ?? null }
  if (field.aspect === 'status') return statusValue(plain, viewed, wanted)
  if (field.aspect === 'paused-time') return pausedTime(field.role === 'any' ? 'resolve' : field.role, plain, viewed)
  if (field.aspect === 'paused-since') return instant(pausedSince(field.role === 'any' ? 'resolve' : field.role, viewed))
  if (field.role !== 'any') return clockValue(field, plain, viewed)
  const running = nearest.filter((role) => isOpen(viewed.clocks.get(role)?.at(viewed.now) ?? null))
  if (field.aspect === 'breached') return { value: nearest.some((role) => clockState(role, viewed)?.outcome === 'missed') }
  const of =
    field.aspect === 'warning'
      ? (role: Role) => viewed.clocks.get(role)?.warningAt(viewed.now) ?? null
      : (role: Role) => deadline(role, viewed)
  if (field.aspect !== 'deadline' && field.aspect !== 'warning') return { unsupported: `field ${name} of no clock` }
  const { pausedClearsNearest, pausingStates } = viewed.semantics
  const paused = pausedClearsNearest && pausingStates.includes(stateOf(ticket))
  if (isClosed(stateOf(ticket)) || paused) return { value: null }
  const dates = running.flatMap((role) => of(role) ?? []).sort((a, b) => a - b)
  return instant(dates[0] ?? null)
}

function clockValue({ role, aspect }: FieldName, plain: string, viewed: Viewed): FieldValue {
  const state = clockState(role, viewed)
  switch (aspect) {
    case 'deadline':
      return instant(deadline(role, viewed))
    case 'warning':
      return instant(viewed.clocks.get(role)?.warningAt(viewed.now) ?? null)
    case 'stopped-at':
      return instant(viewed.ticket.stops.get(role) ?? (state?.status === 'fulfilled' ? state.endedAt : null))
    case 'breached': {
      const missed = state?.outcome === 'missed'
      return /at$/.test(plain) ? instant(missed ? (state?.breachedAt ?? null) : null) : { value: missed }
    }
    case 'met':
      return { value: state?.outcome === 'met' }
    case 'elapsed':
      return { value: measured(role, plain, viewed) }
    case 'left': {
      const used = measured(role, plain, viewed)
      const goal = viewed.goals[role]
      if (used === null || goal === undefined || 'days' in goal.amount) return { value: null }
      return { value: goal.amount.ms / unitOf(plain, viewed.semantics) - used }
    }
    default:
      return { unsupported: `unknown field ${plain}` }
  }
}

function clockState(role: Role, { clocks, now }: Viewed): ClockState | null {
  return clocks.get(role)?.at(now) ?? null
}

function isOpen(state: ClockState | null): boolean {
  return state !== null && (state.status === 'running' || state.status === 'paused')
}

function deadline(role: Role, viewed: Viewed): Instant | null {
  const { semantics, ticket, clocks, now } = viewed
  const state = clockState(role, viewed)
  if (state === null || (semantics.closedClears && isClosed(stateOf(ticket)))) return null
  if (state.status === 'running') return state.dueAt
  if (state.status === 'paused') {
    const pause = state.current?.pauses.at(-1)
    if (semantics.pausedDeadline === 'cleared' || pause === undefined) return null
    if (semantics.pausedDeadline === 'moves') return moved(state, role, viewed)
    return state.dueAt ?? dueBefore(clocks.get(role), pause.from)
  }
  if (state.status !== 'fulfilled' || semantics.fulfilledDeadline === 'cleared') return null
  return state.dueAt ?? dueBefore(clocks.get(role), state.endedAt ?? now) ?? dueAtEnd(state, viewed)
}

/** Where the deadline of a clock that ended while it stood still would have been, had it gone on then. */
function dueAtEnd({ endedAt, remainingMs }: ClockState, { calendar }: Viewed): Instant | null {
  if (endedAt === null || remainingMs === null || remainingMs < 0) return null
  return calendar === null ? addMs(endedAt, remainingMs) : calendar.add(endedAt, remainingMs).unwrapOr(null)
}

/** Where a deadline would be if its clock went on now, and what a desk adds to it meanwhile. */
function moved(state: ClockState, role: Role, { calendar, clocks, semantics }: Viewed): Instant | null {
  const pause = state.current?.pauses.at(-1)
  const missed = state.dueAt ?? (pause === undefined ? null : dueBefore(clocks.get(role), pause.from))
  const due = state.current?.goals[0]?.dueIfResumedAt ?? missed
  const extra = semantics.pausedExtraMinutes * 60_000
  if (due === null || extra === 0) return due
  return calendar === null ? addMs(due, extra) : calendar.add(due, extra).unwrapOr(due)
}

/** The deadline a millisecond before an instant. */
function dueBefore(clock: RoleClock | undefined, at: Instant): Instant | null {
  return clock?.at(addMs(at, -1))?.dueAt ?? null
}

/** Time counted until the result; null where there is none yet. The longest of several, as desks keep it for updates. */
function measured(role: Role, plain: string, viewed: Viewed): number | null {
  const state = clockState(role, viewed)
  const cycles = [...(state?.earlier ?? []), ...(state?.current == null ? [] : [state.current])]
  const counted = cycles
    .filter(({ ending }) => ending === 'fulfilled' || (ending === 'restarted' && role === 'update'))
    .map(({ elapsedMs }) => elapsedMs)
  if (counted.length === 0) return null
  const sinceStart = role === 'update' && viewed.semantics.updateMeasured === 'since-start'
  const all = counted.reduce((sum, one) => sum + one, 0)
  const ms = sinceStart ? all : role === 'update' || role === 'next' ? Math.max(...counted) : (counted.at(-1) ?? 0)
  return Math.floor(ms / unitOf(plain, viewed.semantics))
}

function unitOf(plain: string, { measuredUnit }: Semantics): number {
  if (/min(ute)?s?$/.test(plain)) return 60_000
  if (/hours?$/.test(plain)) return 3_600_000
  if (/sec(ond)?s?$/.test(plain)) return 1000
  return { seconds: 1000, minutes: 60_000, hours: 3_600_000 }[measuredUnit]
}

function pausedTime(role: Role, plain: string, viewed: Viewed): FieldValue {
  const state = clockState(role, viewed)
  if (state === null) return { unsupported: `no clock for ${plain}` }
  const cycles = [...state.earlier, ...(state.current === null ? [] : [state.current])]
  const pauses = cycles.flatMap(({ pauses: own }) => own.flatMap(({ from, to }) => (to === null ? [] : [{ from, to }])))
  const ms = pauses.reduce((sum, { from, to }) => sum + (viewed.calendar?.between(from, to) ?? to - from), 0)
  return { value: Math.floor(ms / unitOf(plain, viewed.semantics)) }
}

function pausedSince(role: Role, viewed: Viewed): Instant | null {
  const pause = clockState(role, viewed)?.current?.pauses.at(-1)
  return pause !== undefined && pause.to === null ? pause.from : null
}

/** The state of an agreement in the words of one help desk or another. */
function statusValue(plain: string, viewed: Viewed, wanted: unknown): FieldValue {
  if (typeof wanted !== 'string') return { unsupported: 'a state that is no word' }
  const states = nearest.flatMap((role) => clockState(role, viewed) ?? [])
  const missed = states.filter(({ outcome }) => outcome === 'missed').length
  const open = states.filter(({ outcome }) => outcome === 'open').length
  if (/^(pending|met|breached|partially_met)$/i.test(wanted)) {
    if (open > 0) return { value: 'pending' }
    return { value: missed === 0 ? 'met' : missed === states.length ? 'breached' : 'partially_met' }
  }
  if (/^(active|hit|missed|active_with_misses)$/i.test(wanted)) {
    if (isClosed(stateOf(viewed.ticket))) return { value: missed === 0 ? 'hit' : 'missed' }
    return { value: missed === 0 ? 'active' : 'active_with_misses' }
  }
  const state = stateOf(viewed.ticket)
  if (plain === 'status' && wanted.toLowerCase() === state) return { value: wanted }
  const known = ['First Response Due', 'Resolution Due', 'Paused', 'Fulfilled', 'Failed']
  return known.includes(wanted) ? { value: agreementStatus(viewed) } : { unsupported: `a state called ${wanted}` }
}

function agreementStatus(viewed: Viewed): string {
  const first = clockState('first', viewed)
  const resolve = clockState('resolve', viewed)
  const missed = first?.outcome === 'missed' || resolve?.outcome === 'missed'
  if (missed) return 'Failed'
  if (resolve?.status === 'fulfilled') return 'Fulfilled'
  if (resolve?.status === 'paused') return 'Paused'
  return first !== null && first.status !== 'fulfilled' ? 'First Response Due' : 'Resolution Due'
}

function lastOf({ contacts }: StoryTicket, who: 'customer' | 'agent'): Instant | null {
  return contacts.findLast(({ by }) => by === who)?.at ?? null
}

function instant(at: Instant | null): FieldValue {
  return { value: at === null ? null : formatInstant(at) }
}
