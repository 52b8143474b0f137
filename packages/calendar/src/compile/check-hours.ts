import { civilDay, dayMs, dayNumber, dayNumberOf, formatDay, parseLocalDate } from '@caseload/core'
import type {
  BreakDocument,
  HolidayDocument,
  HoursDocument,
  OpeningDocument,
  WeekDocument,
} from '../document/calendar-document.ts'
import { formatTime, type TimeRange } from '../document/time-range.ts'
import { weekdayOf, weekdayRanges, weekdays, weekdaysIn } from '../document/weekday.ts'
import { breakDays, holidayDays, openingDays, timeRanges, weekRanges } from '../hours/compiled-rules.ts'
import type { Hours } from '../hours/hours.ts'
import { listOf } from '../hours/rule-days.ts'
import { type CalendarIssue, calendarIssue } from './calendar-issue.ts'
import { joinPath } from './read-document.ts'

/** A full cycle of weekdays and leap years away from a century. */
const cycle = Array.from({ length: 28 }, (_, index) => 2024 + index)
/** More explicit dates than these are not all looked at. */
const mostYears = 60

/** What is wrong with the hours of a document that has the documented shape. */
export function checkHours(document: HoursDocument, hours: Hours, path: string): readonly CalendarIssue[] {
  const { holidays = [], openings = [], breaks = [] } = document
  const at = (rest: string) => joinPath(path, rest)
  const years = yearsOf(document)
  const hoursOn = writtenHours(document)
  return [
    ...weekIssues(document.week ?? {}, at('week')),
    ...Object.entries(document.shifts ?? {}).flatMap(([name, week]) => weekIssues(week, at(`shifts.${name}`))),
    ...emptyIssue(document, path),
    ...holidays.flatMap((holiday, index) => [
      ...overlapIssues(timeRanges(holiday.closed ?? []), at(`holidays[${index}].closed`)),
      ...neverIssue((year) => holidayDays(holiday, year), yearsOf({ holidays: [holiday] }), at(`holidays[${index}]`)),
    ]),
    ...openings.flatMap((opening, index) => [
      ...overlapIssues(timeRanges(opening.hours), at(`openings[${index}].hours`)),
      ...neverIssue((year) => openingDays(opening, year), yearsOf({ openings: [opening] }), at(`openings[${index}]`)),
    ]),
    ...collisions(openings, years, at),
    ...breaks.flatMap((pause, index) => breakIssues(pause, hoursOn, at(`breaks[${index}]`))),
    ...closedYears(document, hours, path),
  ]
}

function weekIssues(week: WeekDocument, path: string): readonly CalendarIssue[] {
  const named = new Map<number, string>()
  const issues: CalendarIssue[] = []
  for (const key of weekdayRanges) {
    const ranges = week[key]
    if (ranges === undefined) continue
    issues.push(...overlapIssues(timeRanges(ranges), `${path}.${key}`))
    for (const weekday of weekdaysIn(key)) {
      const other = named.get(weekday)
      const witness = weekdays[weekday] ?? ''
      if (other === undefined) named.set(weekday, key)
      else {
        const says = `${witness} is named by ${other} too`
        issues.push(calendarIssue('calendar/day-twice', `${path}.${key}`, says, { witness, expected: 'each weekday once' }))
      }
    }
  }
  return issues.length > 0 ? issues : overnightIssues(week, path)
}

function overlapIssues(ranges: readonly TimeRange[], path: string): readonly CalendarIssue[] {
  const sorted = ranges.toSorted((a, b) => a.fromMs - b.fromMs)
  return sorted.flatMap((range, index) => {
    const before = sorted[index - 1]
    if (before === undefined || range.fromMs >= before.toMs) return []
    const witness = rangeText(range.fromMs, Math.min(range.toMs, before.toMs))
    return [calendarIssue('calendar/overlap', path, `${witness} is covered twice`, { witness })]
  })
}

/** Hours that run into hours of the next day. */
function overnightIssues(week: WeekDocument, path: string): readonly CalendarIssue[] {
  const byDay = weekRanges(week)
  return byDay.flatMap((ranges, weekday) => {
    const next = byDay[(weekday + 1) % 7] ?? []
    return ranges.flatMap(({ toMs }) => {
      const met = next.find(({ fromMs }) => fromMs < toMs - dayMs)
      if (met === undefined) return []
      const witness = `${weekdays[(weekday + 1) % 7]} ${rangeText(met.fromMs, Math.min(met.toMs, toMs - dayMs))}`
      return [calendarIssue('calendar/overlap', path, `${witness} is covered twice`, { witness })]
    })
  })
}

function emptyIssue({ week = {}, shifts = {}, openings = [] }: HoursDocument, path: string): readonly CalendarIssue[] {
  const weekly = [week, ...Object.values(shifts)].some((hours) => Object.values(hours).some((ranges) => ranges.length > 0))
  if (weekly || openings.some(({ hours }) => hours.length > 0)) return []
  return [calendarIssue('calendar/empty', path, 'there are no hours', { expected: 'hours in week, shifts or openings' })]
}

function neverIssue(
  daysIn: (year: number) => readonly number[],
  years: readonly number[],
  path: string,
): readonly CalendarIssue[] {
  const applies = [...years, ...cycle].some((year) => daysIn(year).length > 0)
  return applies
    ? []
    : [calendarIssue('calendar/never-applies', path, 'names no day', { expected: 'a rule that some day fulfils' })]
}

function collisions(
  openings: readonly OpeningDocument[],
  years: readonly number[],
  at: (rest: string) => string,
): readonly CalendarIssue[] {
  const taken = new Map<number, number>()
  const reported = new Set<string>()
  const issues: CalendarIssue[] = []
  openings.forEach((opening, index) => {
    if (opening.mode === 'add') return
    for (const day of years.flatMap((year) => openingDays(opening, year))) {
      const other = taken.get(day)
      const pair = `${other} ${index}`
      if (other !== undefined && other !== index && !reported.has(pair)) {
        reported.add(pair)
        const says = `replaces the hours of a day that openings[${other}] replaces too`
        issues.push(calendarIssue('calendar/openings-collide', at(`openings[${index}]`), says, { witness: formatDay(day) }))
      }
      taken.set(day, index)
    }
  })
  return issues
}

/** A break is outside hours if no day it names has hours that it cuts. */
function breakIssues(
  pause: BreakDocument,
  hoursOn: (day: number) => readonly TimeRange[],
  path: string,
): readonly CalendarIssue[] {
  const ranges = timeRanges(pause.hours)
  const overlaps = overlapIssues(ranges, `${path}.hours`)
  const looked = [...yearsOf({ breaks: [pause] }), ...cycle]
  const days = looked.flatMap((year) => breakDays(pause, year))
  if (days.length === 0) return [...overlaps, ...neverIssue((year) => breakDays(pause, year), looked, path)]
  const outside = ranges.filter(
    ({ fromMs, toMs }) =>
      !days.some((day) =>
        [-1, 0, 1].some((shift) =>
          hoursOn(day + shift).some((hours) => hours.fromMs + shift * dayMs < toMs && fromMs < hours.toMs + shift * dayMs),
        ),
      ),
  )
  return [
    ...overlaps,
    ...outside.map(({ fromMs, toMs }) => {
      const witness = rangeText(fromMs, toMs)
      return calendarIssue('calendar/break-outside-hours', path, `no hours are open during ${witness}`, { witness })
    }),
  ]
}

/** The ranges of week, shifts and openings that begin on a day, whatever closes them. */
function writtenHours({ week = {}, shifts = {}, openings = [] }: HoursDocument): (day: number) => readonly TimeRange[] {
  const weekly = [week, ...Object.values(shifts)].map(weekRanges)
  const known = new Map<number, ReadonlyMap<number, readonly TimeRange[]>>()

  function datedIn(year: number): ReadonlyMap<number, readonly TimeRange[]> {
    const present = known.get(year)
    if (present !== undefined) return present
    const found = new Map<number, TimeRange[]>()
    for (const opening of openings) {
      const ranges = timeRanges(opening.hours)
      for (const day of openingDays(opening, year)) {
        const others = found.get(day)
        if (others === undefined) found.set(day, [...ranges])
        else others.push(...ranges)
      }
    }
    known.set(year, found)
    return found
  }
  return (day) => {
    // A day counted from another may lie in the next year or the last.
    const { year } = civilDay(day)
    const dated = openings.length === 0 ? [] : [year - 1, year, year + 1].flatMap((own) => datedIn(own).get(day) ?? [])
    return [...weekly.flatMap((ranges) => ranges[weekdayOf(day)] ?? []), ...dated]
  }
}

/** Years the document speaks of, and one ordinary year: each must have an opening. */
function closedYears(document: HoursDocument, hours: Hours, path: string): readonly CalendarIssue[] {
  if (emptyIssue(document, path).length > 0) return []
  const onlyDated = Object.keys(document.week ?? {}).length === 0 && Object.keys(document.shifts ?? {}).length === 0
  if (onlyDated) return []
  return [...new Set([2025, ...yearsOf(document)])].flatMap((year) => {
    const [from, to] = [dayNumber(year, 1, 1) * dayMs, dayNumber(year + 1, 1, 1) * dayMs]
    if (hours.spans('local', from, to).length > 0) return []
    return [calendarIssue('calendar/closed-year', path, `the year ${year} has no opening`, { witness: String(year) })]
  })
}

/** Years of the dates a document gives, the earliest first. */
function yearsOf({
  holidays = [],
  openings = [],
  breaks = [],
}: Pick<HoursDocument, 'holidays' | 'openings' | 'breaks'>): readonly number[] {
  const years = new Set<number>()
  const add = (text: string) => parseLocalDate(text).map((date) => years.add(civilDay(dayNumberOf(date)).year))
  for (const entry of [...holidays, ...openings, ...breaks] satisfies readonly (
    | HolidayDocument
    | OpeningDocument
    | BreakDocument
  )[]) {
    for (const year of [entry.years?.from, entry.years?.to]) if (year !== undefined) years.add(year)
    for (const rule of listOf(entry.on ?? [])) {
      if (typeof rule === 'string') add(rule)
      else if ('from' in rule) for (const year of rangeYears(rule.from, rule.to)) years.add(year)
    }
  }
  return [...years].sort((a, b) => a - b).slice(0, mostYears)
}

function rangeYears(from: string, to: string): readonly number[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  return Array.from({ length: Math.min(mostYears, Math.max(0, last - first + 1)) }, (_, index) => first + index)
}

function rangeText(fromMs: number, toMs: number): string {
  return `${formatTime(fromMs)}-${formatTime(toMs)}`
}
