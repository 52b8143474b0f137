import type { Calendar } from '@caseload/calendar'
import { type Instant, instant } from '@caseload/core'
import type { Run } from '../outcome.ts'
import { instantAnswer } from './answers.ts'
import type { BusinessTimeVector, VectorAmount } from './business-time-file.ts'
import type { Conventions } from './conventions.ts'
import { isDays, unitMs } from './units.ts'

/** Adds or subtracts the amounts of a vector. */
export function addOperation(
  vector: BusinessTimeVector,
  calendar: Calendar,
  at: Instant,
  conventions: Conventions,
  expected: unknown,
): Run {
  const amounts: readonly VectorAmount[] = vector.amounts ?? (vector.amount === undefined ? [] : [vector.amount])
  const [first] = amounts
  if (first === undefined) return { unsupported: 'needs an amount' }
  const back = vector.op === 'subtractWorkingTime'
  const start = conventions.cutToMinutes ? instant(Math.floor(at / 60_000) * 60_000) : at
  const reached = isDays(first.unit)
    ? addDays(calendar, start, amounts, back, conventions)
    : addTime(calendar, start, amounts, back, vector.endOfWorkingDay === true)
  if (typeof reached === 'string') return { unsupported: reached }
  const wantsError = Object.hasOwn(vector, 'expectedError')
  if (reached === null) return wantsError ? { expected: 'an error', actual: 'an error' } : { expected, actual: null }
  return wantsError
    ? { expected: 'an error', actual: new Date(reached).toISOString() }
    : instantAnswer(expected, reached, calendar, vector.toleranceSeconds)
}

/** The instant; null if there is none, or why it is not known how to count. */
type Reached = Instant | null | string

function addDays(
  calendar: Calendar,
  at: Instant,
  amounts: readonly VectorAmount[],
  back: boolean,
  { workingDayLength }: Conventions,
): Reached {
  if (!amounts.every(({ unit }) => isDays(unit))) return 'adds days and other units at once'
  const days = amounts.reduce((sum, { value }) => sum + value, 0)
  if (!Number.isInteger(days)) return workingDayLength === null ? 'adds a part of a day' : 'adds a part of a day of hours'
  return (back ? calendar.subtractWorkingDays(at, days) : calendar.addWorkingDays(at, days)).unwrapOr(null)
}

function addTime(calendar: Calendar, at: Instant, amounts: readonly VectorAmount[], back: boolean, toEndOfDay: boolean): Reached {
  let totalMs = 0
  for (const { value, unit } of amounts) {
    const ms = unitMs(unit)
    if (ms === null) return `unknown unit ${unit}`
    totalMs += value * ms
  }
  const answer = back ? calendar.subtract(at, Math.round(totalMs)) : calendar.add(at, Math.round(totalMs))
  return answer.map((reached) => (toEndOfDay ? (calendar.endOfWorkingDay(reached) ?? reached) : reached)).unwrapOr(null)
}
