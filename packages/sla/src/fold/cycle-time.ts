import { addMs, type Instant } from '@caseload/core'
import type { ClockAssignment, NamedCalendar } from '../compile/compiled-sla.ts'
import type { BusinessTime } from '../time/business-time.ts'
import { later } from '../time/later.ts'
import { appended } from './entries.ts'
import type { CountedSpan } from './sla-state.ts'
import type { CycleRun, GoalRun } from './ticket-run.ts'

/** Calendars by index, as assignments have them. */
export type Calendars = readonly NamedCalendar[]

/** The calendar an assignment counts in: time around the clock where nothing is promised. */
export function calendarOf(assigned: ClockAssignment | null, calendars: Calendars): NamedCalendar {
  return known(calendars[assigned === null ? 0 : assigned.calendar])
}

function timeOf({ calendar }: CountedSpan, calendars: Calendars): BusinessTime {
  return known(calendars.find(({ name }) => name === calendar)).time
}

function known(calendar: NamedCalendar | undefined): NamedCalendar {
  if (calendar === undefined) throw new TypeError('a span names a calendar that these policies do not have')
  return calendar
}

/** Notes a deadline that has passed. */
export function settle(goal: GoalRun, at: Instant): void {
  if (goal.breachedAt === null && goal.dueAt !== null && at > goal.dueAt) goal.breachedAt = goal.dueAt
}

/** Starts counting at an instant in the calendar that is assigned, and works out the deadlines that are not known. */
export function beginSpan(cycle: CycleRun, at: Instant, calendars: Calendars): void {
  const { time } = calendarOf(cycle.assigned, calendars)
  cycle.countsFrom = at
  for (const goal of cycle.goals) {
    if (goal.targetMs === null || goal.dueAt !== null) continue
    goal.dueAt = dueFrom(cycle, goal, goal.targetMs, at, time)
  }
}

/** Where a goal is used up, if the clock counts from an instant on. */
export function dueFrom({ shown }: CycleRun, goal: GoalRun, targetMs: number, at: Instant, time: BusinessTime): Instant {
  const remaining = targetMs - shown.elapsedMs
  const { days, ms, untilEndOfDay, endOnce } = goal.goal
  // Nothing has been paused or carried: working days are dates then, whatever hours they have.
  const untouched = goal.floorAt === null && shown.elapsedMs === 0 && shown.startedAt === at
  const own = untouched && untilEndOfDay ? ms : null
  const raw = untouched && days !== null ? time.addWorkingDays(at, days) : remaining < 0 ? at : time.add(at, own ?? remaining)
  const toEnd = untilEndOfDay && remaining >= 0 && (untouched || !endOnce)
  const due = toEnd ? time.endOfWorkingDay(raw) : raw
  return goal.floorAt !== null && due < goal.floorAt ? goal.floorAt : due
}

/** How much of a clock's own time a goal has, from a start on. */
export function lengthOf(goal: GoalRun['goal'], from: Instant, time: BusinessTime): number | null {
  if (!goal.promised) return null
  if (goal.ms !== null && !goal.untilEndOfDay) return goal.ms
  const raw = goal.days === null ? time.add(from, goal.ms ?? 0) : time.addWorkingDays(from, goal.days)
  return time.between(from, goal.untilEndOfDay ? time.endOfWorkingDay(raw) : raw)
}

/** Stops counting at an instant; the deadlines of what is paused are unknown. */
export function endSpan(cycle: CycleRun, at: Instant, calendars: Calendars): void {
  const from = cycle.countsFrom
  if (from === null) return
  for (const goal of cycle.goals) settle(goal, at)
  const { name, time } = calendarOf(cycle.assigned, calendars)
  const { shown } = cycle
  shown.elapsedMs += time.between(from, at)
  shown.spans = appended(shown.spans, { from, to: at, calendar: name })
  cycle.countsFrom = null
}

/** The instant at which a cycle has counted so much; null where it has not, and does not run. */
export function instantOfElapsed(cycle: CycleRun, elapsedMs: number, calendars: Calendars): Instant | null {
  const { carriedMs, startedAt, spans } = cycle.shown
  let remaining = elapsedMs - carriedMs
  if (remaining < 0) return startedAt
  for (const span of spans) {
    if (span.to === null) continue
    const time = timeOf(span, calendars)
    const length = time.between(span.from, span.to)
    if (remaining <= length) return time.add(span.from, remaining)
    remaining -= length
  }
  return cycle.countsFrom === null ? null : calendarOf(cycle.assigned, calendars).time.add(cycle.countsFrom, remaining)
}

/** The instant at which a cycle has counted so much since an instant; null where it has not, and does not run. The spans are its own that have ended, after those of the cycles it goes on from. */
export function instantAfter(
  { assigned, countsFrom }: CycleRun,
  spans: readonly CountedSpan[],
  since: Instant,
  lengthMs: number,
  calendars: Calendars,
): Instant | null {
  let remaining = lengthMs
  for (const span of spans) {
    if (span.to === null || span.to <= since) continue
    const time = timeOf(span, calendars)
    const from = later(span.from, since)
    const length = time.between(from, span.to)
    if (remaining <= length) return time.add(from, remaining)
    remaining -= length
  }
  return countsFrom === null ? null : calendarOf(assigned, calendars).time.add(later(countsFrom, since), remaining)
}

/** An instant moved back to a whole unit, counted from 1970 in UTC. */
export function floorTo(at: Instant, unitMs: number): Instant {
  return addMs(at, -(((at % unitMs) + unitMs) % unitMs))
}
