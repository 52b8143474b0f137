import { dayNumber, dayNumberOf, formatDay, isoDate } from '@caseload/core'
import type { WeekdayShifts, YearsDocument } from '../document/calendar-document.ts'
import type { DayRule } from '../document/day-rule.ts'
import { weekdayOf, weekdays, weekdaysIn } from '../document/weekday.ts'
import { orthodoxEaster, westernEaster } from './easter.ts'

/** Rules as the documents have them: one or several. */
export type DayRules = DayRule | readonly DayRule[]

/** The days of a year, as days since 1970-01-01, that rules name; ascending, each once. `years` bounds the year in which the rule's own day lies. */
export function daysOfYear(rules: DayRules, year: number, years: YearsDocument = {}): readonly number[] {
  if (year < (years.from ?? year) || year > (years.to ?? year)) return []
  const days = listOf(rules).flatMap((rule) => ruleDays(rule, year))
  return [...new Set(days)].sort((a, b) => a - b)
}

/** Rules as a list. */
export function listOf(rules: DayRules): readonly DayRule[] {
  return isList(rules) ? rules : [rules]
}

/** Days after `moved` and `inLieu`; a shift may carry a day into the next year or the last. */
export function shiftedDays(days: readonly number[], moved: WeekdayShifts = {}, inLieu: WeekdayShifts = {}): readonly number[] {
  return days.flatMap((day) => {
    const own = day + (shiftOf(day, moved) ?? 0)
    const second = shiftOf(own, inLieu)
    return second === undefined ? [own] : [own, own + second]
  })
}

function shiftOf(day: number, shifts: WeekdayShifts): number | undefined {
  const weekday = weekdays[weekdayOf(day)]
  return weekday === undefined ? undefined : shifts[weekday]
}

function ruleDays(rule: DayRule, year: number): readonly number[] {
  const first = dayNumber(year, 1, 1)
  const next = dayNumber(year + 1, 1, 1)
  if (typeof rule === 'string') return rule.length === 5 ? yearly(rule, year) : within([dayNumberOf(isoDate(rule))], first, next)
  if ('from' in rule)
    return between(Math.max(first, dayNumberOf(isoDate(rule.from))), Math.min(next - 1, dayNumberOf(isoDate(rule.to))))
  if ('easter' in rule) return [(rule.calendar === 'orthodox' ? orthodoxEaster(year) : westernEaster(year)) + rule.easter]
  if ('nth' in rule) {
    const day = nthWeekday(year, rule.month, weekdays.indexOf(rule.weekday), rule.nth)
    return day === null ? [] : [day + (rule.plusDays ?? 0)]
  }
  if ('onOrAfter' in rule) {
    return yearly(rule.onOrAfter, year).map((day) => day + ((weekdays.indexOf(rule.weekday) - weekdayOf(day) + 7) % 7))
  }
  const wanted = weekdaysIn(rule.weekdays)
  return between(first, next - 1).filter((day) => wanted.includes(weekdayOf(day)))
}

function yearly(monthDay: string, year: number): readonly number[] {
  const day = dayNumber(year, Number(monthDay.slice(0, 2)), Number(monthDay.slice(3)))
  return formatDay(day).endsWith(monthDay) ? [day] : []
}

function nthWeekday(year: number, month: number, weekday: number, nth: number): number | null {
  const first = dayNumber(year, month, 1)
  const next = dayNumber(year, month + 1, 1)
  const day =
    nth > 0
      ? first + ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7
      : next - 1 - ((weekdayOf(next - 1) - weekday + 7) % 7) + (nth + 1) * 7
  return day >= first && day < next ? day : null
}

function between(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

function within(days: readonly number[], first: number, next: number): readonly number[] {
  return days.filter((day) => day >= first && day < next)
}

function isList(rules: DayRules): rules is readonly DayRule[] {
  return Array.isArray(rules)
}
