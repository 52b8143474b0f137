import type { Calendar } from '@caseload/calendar'
import { addMs, formatInstant, type Instant } from '@caseload/core'
import type { ClockState } from '@caseload/sla'
import { isClosed, type RoleClock } from './clock-of-role.ts'
import { type FieldName, fieldName, type Role } from './names.ts'
import { plainName } from './read-step.ts'
import type { Semantics } from './semantics.ts'
import type { StoryGoals, StorySla } from './sla-of-step.ts'
import type { StoryTicket } from './story.ts'

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

/** The value of a field, as comparable as the file has it. */
export function fieldValue(name: string, viewed: Viewed): FieldValue {
  const plain = plainName(name)
  const { ticket } = viewed
  if (/^lastcontactcustomer/.test(plain)) return instant(lastOf(ticket, 'customer'))
  if (/^lastcontactagent/.test(plain)) return instant(lastOf(ticket, 'agent'))
  if (/^(state|ticketstate)$/.test(plain)) return { value: ticket.states.at(-1)?.name ?? null }
  const field = fieldName(name)
  if (field === null) return { unsupported: `unknown field ${name}` }
  if (field.aspect === 'policy') return { value: viewed.sla?.name ?? null }
  if (field.aspect === 'status') return { value: agreementStatus(viewed) }
  if (field.aspect === 'paused-time') return pausedTime(field.role === 'any' ? 'resolve' : field.role, plain, viewed)
  if (field.aspect === 'paused-since') return instant(pausedSince(field.role === 'any' ? 'resolve' : field.role, viewed))
  if (field.role !== 'any') return clockValue(field, plain, viewed)
  const running = nearest.filter((role) => isOpen(viewed.clocks.get(role)?.at(viewed.now) ?? null))
  if (field.aspect === 'breached') return { value: nearest.some((role) => stateOf(role, viewed)?.outcome === 'missed') }
  const of =
    field.aspect === 'warning'
      ? (role: Role) => viewed.clocks.get(role)?.warningAt(viewed.now) ?? null
      : (role: Role) => deadline(role, viewed)
  if (field.aspect !== 'deadline' && field.aspect !== 'warning') return { unsupported: `field ${name} of no clock` }
  if (isClosed(ticket.states.at(-1)?.name ?? '')) return { value: null }
  const dates = running.flatMap((role) => of(role) ?? []).sort((a, b) => a - b)
  return instant(dates[0] ?? null)
}

function clockValue({ role, aspect }: FieldName, plain: string, viewed: Viewed): FieldValue {
  const state = stateOf(role, viewed)
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

function stateOf(role: Role, { clocks, now }: Viewed): ClockState | null {
  return clocks.get(role)?.at(now) ?? null
}

function isOpen(state: ClockState | null): boolean {
  return state !== null && (state.status === 'running' || state.status === 'paused')
}

function deadline(role: Role, viewed: Viewed): Instant | null {
  const { semantics, ticket, clocks, now } = viewed
  const state = stateOf(role, viewed)
  if (state === null || (semantics.closedClears && isClosed(ticket.states.at(-1)?.name ?? ''))) return null
  if (state.status === 'running') return state.dueAt
  if (state.status === 'paused') {
    const pause = state.current?.pauses.at(-1)
    if (semantics.pausedDeadline === 'cleared' || pause === undefined) return null
    if (semantics.pausedDeadline === 'moves') return state.current?.goals[0]?.dueIfResumedAt ?? state.dueAt
    return state.dueAt ?? dueBefore(clocks.get(role), pause.from)
  }
  if (state.status !== 'fulfilled' || semantics.fulfilledDeadline === 'cleared') return null
  return state.dueAt ?? dueBefore(clocks.get(role), state.endedAt ?? now)
}

/** The deadline a millisecond before an instant. */
function dueBefore(clock: RoleClock | undefined, at: Instant): Instant | null {
  return clock?.at(addMs(at, -1))?.dueAt ?? null
}

/** Time counted until the result; null where there is none yet. The longest of several, as desks keep it for updates. */
function measured(role: Role, plain: string, viewed: Viewed): number | null {
  const state = stateOf(role, viewed)
  const cycles = [...(state?.earlier ?? []), ...(state?.current == null ? [] : [state.current])]
  const counted = cycles
    .filter(({ ending }) => ending === 'fulfilled' || (ending === 'restarted' && role === 'update'))
    .map(({ elapsedMs }) => elapsedMs)
  if (counted.length === 0) return null
  const ms = role === 'update' || role === 'next' ? Math.max(...counted) : (counted.at(-1) ?? 0)
  return Math.floor(ms / unitOf(plain, viewed.semantics))
}

function unitOf(plain: string, { measuredUnit }: Semantics): number {
  if (/min(ute)?s?$/.test(plain)) return 60_000
  if (/hours?$/.test(plain)) return 3_600_000
  if (/sec(ond)?s?$/.test(plain)) return 1000
  return { seconds: 1000, minutes: 60_000, hours: 3_600_000 }[measuredUnit]
}

function pausedTime(role: Role, plain: string, viewed: Viewed): FieldValue {
  const state = stateOf(role, viewed)
  if (state === null) return { unsupported: `no clock for ${plain}` }
  const cycles = [...state.earlier, ...(state.current === null ? [] : [state.current])]
  const pauses = cycles.flatMap(({ pauses: own }) => own.flatMap(({ from, to }) => (to === null ? [] : [{ from, to }])))
  const ms = pauses.reduce((sum, { from, to }) => sum + (viewed.calendar?.between(from, to) ?? to - from), 0)
  return { value: Math.floor(ms / unitOf(plain, viewed.semantics)) }
}

function pausedSince(role: Role, viewed: Viewed): Instant | null {
  const pause = stateOf(role, viewed)?.current?.pauses.at(-1)
  return pause !== undefined && pause.to === null ? pause.from : null
}

/** The state of an agreement in the words of help desks that have one. */
function agreementStatus(viewed: Viewed): string {
  const first = stateOf('first', viewed)
  const resolve = stateOf('resolve', viewed)
  const missed = first?.outcome === 'missed' || resolve?.outcome === 'missed'
  if (resolve?.status === 'fulfilled') return missed ? 'Failed' : 'Fulfilled'
  if (missed) return 'Failed'
  if (resolve?.status === 'paused') return 'Paused'
  return first !== null && first.status !== 'fulfilled' ? 'First Response Due' : 'Resolution Due'
}

function lastOf({ contacts }: StoryTicket, who: 'customer' | 'agent'): Instant | null {
  return contacts.findLast(({ by }) => by === who)?.at ?? null
}

function instant(at: Instant | null): FieldValue {
  return { value: at === null ? null : formatInstant(at) }
}
