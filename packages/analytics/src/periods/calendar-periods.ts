import { compileZone, type UnknownZone, type Zone } from '@caseload/calendar'
import { instant } from '@caseload/core'
import type { Result } from 'neverthrow'
import type { Period, PeriodUnit } from './period.ts'

/** The days, weeks or months of one time zone. */
export interface CalendarPeriods {
  /** The period an instant (epoch milliseconds) lies in. */
  at(ms: number): Period
  /** All periods from the one of the first instant to the one of the last, without gaps. */
  between(first: number, last: number): readonly Period[]
}

/** The periods of a unit in a zone; the calendar's error for a zone it does not know. */
export function compileCalendarPeriods(unit: PeriodUnit, zone: string): Result<CalendarPeriods, UnknownZone> {
  return compileZone(zone).map((compiled) => periodsOf(unit, compiled))
}

const dayMs = 86_400_000

function periodsOf(unit: PeriodUnit, zone: Zone): CalendarPeriods {
  /** Periods already found, by the UTC days they touch: a look-up instead of zone arithmetic for nearly every row. */
  const known = new Map<number, Period[]>()
  let last: Period | null = null
  const at = (ms: number): Period => {
    if (last !== null && ms >= last.start && ms < last.end) return last
    const day = Math.floor(ms / dayMs)
    last = known.get(day)?.find((period) => ms >= period.start && ms < period.end) ?? null
    if (last !== null) return last
    last = find(unit, zone, ms)
    // Where clocks go back across midnight, the last minutes of a day come again when the next has begun: they belong to it.
    while (ms >= last.end) last = find(unit, zone, last.end)
    const same = known.get(day)
    if (same === undefined) known.set(day, [last])
    else same.push(last)
    return last
  }
  return {
    at,
    between(from, to) {
      const periods = [at(from)]
      for (let next = periods[0]; next !== undefined && next.end <= to; ) {
        next = at(next.end)
        periods.push(next)
      }
      return periods
    },
  }
}

function find(unit: PeriodUnit, zone: Zone, ms: number): Period {
  const { year, month, day } = zone.localAt(instant(ms))
  const date = civil(year, month, day)
  const first = unit === 'day' ? date : unit === 'week' ? shifted(date, -weekday(date)) : civil(year, month, 1)
  const next = unit === 'day' ? shifted(date, 1) : unit === 'week' ? shifted(first, 7) : civil(year, month + 1, 1)
  const text = new Date(first).toISOString()
  return {
    key: text.slice(0, text.indexOf('T') - (unit === 'month' ? 3 : 0)),
    start: startOf(zone, first),
    end: startOf(zone, next),
  }
}

/** A date as the instant at which it begins in UTC; months beyond 12 run into the next year. */
function civil(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day)
}

function shifted(date: number, days: number): number {
  return date + days * dayMs
}

/** Days since Monday. */
function weekday(date: number): number {
  return (new Date(date).getUTCDay() + 6) % 7
}

function startOf(zone: Zone, date: number): Period['start'] {
  const utc = new Date(date)
  return zone.startOfDay({ year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, day: utc.getUTCDate() })
}
