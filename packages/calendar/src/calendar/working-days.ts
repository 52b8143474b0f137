import { dayMs, dayNumber, formatDay, type Instant, parseDuration } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { CalendarPolicies } from '../document/calendar-policies.ts'
import type { Hours } from '../hours/hours.ts'
import { pairsOf, type Spans } from '../hours/spans.ts'
import { calendarYears } from '../timeline/timeline.ts'
import { heldInstant } from '../zone/local-clock.ts'
import { localDay } from '../zone/zone.ts'
import type { Calendar, CalendarDay } from './calendar.ts'
import { type InvalidAmount, type InvalidArgument, invalidAmount, type NeverOpen, neverOpen } from './calendar-problem.ts'

type WorkingDays = Pick<
  Calendar,
  | 'isWorkingDay'
  | 'hoursOfDay'
  | 'startOfWorkingDay'
  | 'endOfWorkingDay'
  | 'nextWorkingDay'
  | 'previousWorkingDay'
  | 'addWorkingDays'
  | 'subtractWorkingDays'
  | 'workingDaysBetween'
  | 'completeWorkingDaysBetween'
>
type Clockwork = Pick<Calendar, 'add' | 'isOpen' | 'openAtOrAfter' | 'openAtOrBefore' | 'previousOpening'>
type Answer = Result<Instant, NeverOpen | InvalidAmount | InvalidArgument>

const firstDay = dayNumber(calendarYears.first, 1, 1)
const lastDay = dayNumber(calendarYears.last + 1, 1, 1) - 1

/** Dates on which there are hours, and counting by them. */
export function workingDays(hours: Hours, clockwork: Clockwork, policies: CalendarPolicies): WorkingDays {
  const { clock } = hours
  const known = new Map<number, Spans>()
  const dayOf = (day: CalendarDay) => localDay(clock, day)

  function hoursOf(day: number): Spans {
    const found = known.get(day) ?? (day < firstDay || day > lastDay ? [] : hours.dayHours(day))
    known.set(day, found)
    return found
  }
  const isWorking = (day: number) => hoursOf(day).length > 0
  const endOf = (day: number) => hoursOf(day).at(-1)

  /** The nth working day after (or, below zero, before) a day, which itself does not count. */
  function stepped(day: number, count: number): number | null {
    const step = Math.sign(count)
    let reached = day
    for (let left = Math.abs(count); left > 0; ) {
      reached += step
      if (reached < firstDay || reached > lastDay) return null
      if (isWorking(reached)) left -= 1
    }
    return reached
  }

  function origin(at: Instant, later: boolean): Instant | null {
    if (policies.workingDayStart === 'as-is' || clockwork.isOpen(at)) return at
    if (policies.workingDayStart === 'working-day') return onWorkingDay(at, later)
    if (later) return clockwork.openAtOrAfter(at)
    return policies.workingDayStart === 'first-open' ? clockwork.openAtOrBefore(at) : clockwork.previousOpening(at)
  }

  /** An instant of a day off stands for the opening of the nearest working day. */
  function onWorkingDay(at: Instant, later: boolean): Instant | null {
    const day = dayOf(at)
    if (isWorking(day)) return at
    const nearest = stepped(day, later ? 1 : -1)
    const opening = nearest === null ? undefined : hoursOf(nearest)[0]
    return opening === undefined ? null : heldInstant(opening)
  }

  function landed(at: Instant, day: number, later: boolean): Instant | null {
    if (policies.workingDayLanding === 'same-time') return at
    if (policies.workingDayLanding === 'open-time') return later ? clockwork.openAtOrAfter(at) : clockwork.openAtOrBefore(at)
    const end = endOf(day)
    if (end === undefined) return policies.workingDayLanding === 'by-closing' ? at : null
    return policies.workingDayLanding === 'by-closing' && at <= end ? at : heldInstant(end)
  }

  /** With `end-of-day`, no days from now is the end of this working day, or of the next if it is over. */
  function firstUnfinished(at: Instant, day: number): number | null {
    const end = endOf(day)
    return end !== undefined && at <= end ? day : stepped(day, 1)
  }

  /** Counts `count` days; negative ones go back, and no days go the way they are told. */
  function moved(at: Instant, count: number, later: boolean): Answer {
    if (!Number.isSafeInteger(count)) return err(invalidAmount('a whole number of days'))
    if (count === 0 && policies.zeroAmount === 'unchanged' && policies.workingDayLanding !== 'end-of-day') return ok(at)
    const direction = later ? 'later' : 'earlier'
    if (policies.workingDayLength !== null) {
      return clockwork.add(at, count * parseDuration(policies.workingDayLength).unwrapOr(0))
    }
    const start = origin(at, later)
    if (start === null) return err(neverOpen(direction))
    const local = start + clock.offsetAt(start)
    const day = Math.floor(local / dayMs)
    const toEnd = count === 0 && policies.workingDayLanding === 'end-of-day'
    const target = toEnd ? firstUnfinished(start, day) : stepped(day, count)
    if (target === null) return err(neverOpen(direction))
    const sameTime =
      target === day ? start : clock.instantOf(local + (target - day) * dayMs, policies.skippedTime, policies.repeatedTime)
    const answer = landed(sameTime, target, later)
    return answer === null ? err(neverOpen(direction)) : ok(answer)
  }

  /** Working days in (from, to]. */
  function counted(from: number, to: number): number {
    let count = 0
    for (let day = Math.max(from + 1, firstDay); day <= Math.min(to, lastDay); day += 1) if (isWorking(day)) count += 1
    return count
  }

  function complete(from: Instant, to: Instant): number {
    const start = clockwork.openAtOrAfter(from)
    const end = clockwork.openAtOrBefore(to)
    if (start === null || end === null || start >= end) return 0
    const [localStart, localEnd] = [start + clock.offsetAt(start), end + clock.offsetAt(end)]
    const [first, last] = [Math.floor(localStart / dayMs), Math.floor(localEnd / dayMs)]
    const passed = counted(first, last)
    if (localEnd - last * dayMs < localStart - first * dayMs) return Math.max(0, passed - 1)
    return hoursOf(first)[0] === start && endOf(last) === end ? passed + 1 : passed
  }

  const found = (day: number | null) => (day === null ? null : formatDay(day))
  const edge = (ms: number | undefined) => (ms === undefined ? null : heldInstant(ms))
  return {
    isWorkingDay: (day) => isWorking(dayOf(day)),
    hoursOfDay: (day) => pairsOf(hoursOf(dayOf(day))).map(([from, to]) => ({ from: heldInstant(from), to: heldInstant(to) })),
    startOfWorkingDay: (day) => edge(hoursOf(dayOf(day))[0]),
    endOfWorkingDay: (day) => edge(endOf(dayOf(day))),
    nextWorkingDay: (after) => found(stepped(dayOf(after), 1)),
    previousWorkingDay: (before) => found(stepped(dayOf(before), -1)),
    addWorkingDays: (at, days) => moved(at, days, days >= 0),
    subtractWorkingDays: (at, days) => moved(at, 0 - days, days < 0),
    completeWorkingDaysBetween: (from, to) => {
      if (from <= to) return complete(from, to)
      return policies.reversedRange === 'zero' ? 0 : 0 - complete(to, from)
    },
    workingDaysBetween: (from, to, { inclusive = false } = {}) => {
      const [first, last] = [dayOf(from), dayOf(to)]
      if (first > last && policies.reversedRange === 'zero') return 0
      if (inclusive) return first <= last ? counted(first - 1, last) : -counted(last - 1, first)
      return first <= last ? counted(first, last) : 0 - counted(last - 1, first - 1)
    },
  }
}
