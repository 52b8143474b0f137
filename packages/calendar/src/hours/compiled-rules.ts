import { civilDay, dayNumber } from '@caseload/core'
import type {
  BreakDocument,
  HolidayDocument,
  HoursDocument,
  OpeningDocument,
  WeekDocument,
} from '../document/calendar-document.ts'
import type { WeekdaysRule } from '../document/day-rule.ts'
import { parseTimeRange, type TimeRange } from '../document/time-range.ts'
import { weekdayRanges, weekdays, weekdaysIn } from '../document/weekday.ts'
import { daysOfYear, listOf, shiftedDays } from './rule-days.ts'
import { mergedSpans, type Pair, type Spans } from './spans.ts'

/** A named set of ranges on particular days. */
export interface DatedRanges {
  /** Its name. */
  readonly name: string
  /** Ranges from the day's midnight. */
  readonly ranges: readonly TimeRange[]
}

/** A holiday on particular days. */
export interface DatedHoliday extends DatedRanges {
  /** Whether it closes the whole day. */
  readonly wholeDay: boolean
}

/** Hours of a particular day. */
export interface DatedOpening extends DatedRanges {
  /** Instead of the week's hours, not beside them. */
  readonly replaces: boolean
  /** Holds on holidays too. */
  readonly evenOnHolidays: boolean
}

/** Everything a document says about one local day. */
export interface DayRules {
  /** In document order. */
  readonly holidays: readonly DatedHoliday[]
  /** In document order. */
  readonly openings: readonly DatedOpening[]
  /** In document order. */
  readonly breaks: readonly DatedRanges[]
}

/** A document's rules, resolved year by year when first asked for. */
export interface CompiledRules {
  /** Ranges of `week` and all shifts by weekday, 0 for Monday, ascending and apart. */
  readonly week: readonly Spans[]
  /** Breaks of every week and year, by weekday. */
  readonly weeklyBreaks: readonly (readonly DatedRanges[])[]
  /** Whether there are any breaks, weekly or dated. */
  readonly hasBreaks: boolean
  /** Ranges of each shift by weekday. */
  readonly shifts: readonly { readonly name: string; readonly week: readonly (readonly TimeRange[])[] }[]
  /** What applies to a local day, weekly breaks apart; the same empty rules for every ordinary day. */
  readonly onDay: (day: number) => DayRules
}

interface NamedDays {
  readonly holidays: readonly { readonly dated: DatedHoliday; readonly days: readonly number[] }[]
  readonly openings: readonly { readonly dated: DatedOpening; readonly days: readonly number[] }[]
  readonly breaks: readonly { readonly dated: DatedRanges; readonly days: readonly number[] }[]
}

/** What applies to the days of one year. */
interface YearRules {
  /** Number of its first day. */
  readonly first: number
  /** Number of the next year's first day. */
  readonly next: number
  /** By number of the day; ordinary days are left out. */
  readonly days: ReadonlyMap<number, DayRules>
}

/** The rules of an ordinary day. */
export const ordinaryDay: DayRules = { holidays: [], openings: [], breaks: [] }
const wholeDay: readonly TimeRange[] = [{ fromMs: 0, toMs: 86_400_000 }]

/** Resolves the rules of a document that has the documented shape. */
export function compileRules(document: HoursDocument): CompiledRules {
  const holidays = (document.holidays ?? []).map((holiday) => ({ holiday, dated: datedHoliday(holiday) }))
  const openings = (document.openings ?? []).map((opening) => ({ opening, dated: datedOpening(opening) }))
  const breaks = (document.breaks ?? []).filter((pause) => !isWeekly(pause)).map((pause) => ({ pause, dated: datedBreak(pause) }))
  const years = new Map<number, YearRules>()
  const named = new Map<number, NamedDays>()

  /** The days that rules name in one year. */
  function namedIn(year: number): NamedDays {
    const known = named.get(year)
    if (known !== undefined) return known
    const found: NamedDays = {
      holidays: holidays.map(({ holiday, dated }) => ({ dated, days: holidayDays(holiday, year) })),
      openings: openings.map(({ opening, dated }) => ({ dated, days: openingDays(opening, year) })),
      breaks: breaks.map(({ pause, dated }) => ({ dated, days: breakDays(pause, year) })),
    }
    named.set(year, found)
    return found
  }

  /** Days counted from others, or shifted, may leave their year: three years are asked for each. */
  function rulesOf(year: number): YearRules {
    const known = years.get(year)
    if (known !== undefined) return known
    const days = new Map<number, { holidays: DatedHoliday[]; openings: DatedOpening[]; breaks: DatedRanges[] }>()
    const [first, next] = [dayNumber(year, 1, 1), dayNumber(year + 1, 1, 1)]
    const entry = (day: number) => {
      const present = days.get(day) ?? { holidays: [], openings: [], breaks: [] }
      days.set(day, present)
      return present
    }
    const inYear = (day: number) => day >= first && day < next
    for (const own of [year - 1, year, year + 1]) {
      const found = namedIn(own)
      for (const { dated, days: all } of found.holidays) for (const day of all) if (inYear(day)) entry(day).holidays.push(dated)
      for (const { dated, days: all } of found.openings) for (const day of all) if (inYear(day)) entry(day).openings.push(dated)
      for (const { dated, days: all } of found.breaks) for (const day of all) if (inYear(day)) entry(day).breaks.push(dated)
    }
    const rules = { first, next, days }
    years.set(year, rules)
    return rules
  }

  /** Days are asked for one after the other, so the year seldom changes. */
  let current: YearRules = { first: 0, next: 0, days: new Map() }
  function onDay(day: number): DayRules {
    if (day < current.first || day >= current.next) current = rulesOf(civilDay(day).year)
    return current.days.get(day) ?? ordinaryDay
  }

  return {
    week: mergedWeek([document.week ?? {}, ...Object.values(document.shifts ?? {})]),
    weeklyBreaks: weeklyBreaks(document.breaks ?? []),
    shifts: Object.entries(document.shifts ?? {}).map(([name, week]) => ({ name, week: weekRanges(week) })),
    hasBreaks: (document.breaks ?? []).length > 0,
    onDay,
  }
}

/** The days of a holiday whose own day lies in a year. */
export function holidayDays({ on, years, moved, inLieu }: HolidayDocument, year: number): readonly number[] {
  return shiftedDays(daysOfYear(on, year, years), moved, inLieu)
}

/** The days of an opening in a year. */
export function openingDays({ on, years }: OpeningDocument, year: number): readonly number[] {
  return daysOfYear(on, year, years)
}

/** The days of a break in a year. */
export function breakDays({ on = { weekdays: 'mon-sun' }, years }: BreakDocument, year: number): readonly number[] {
  return daysOfYear(listOf(on), year, years)
}

function isWeekly({ on, years }: BreakDocument): boolean {
  return years === undefined && weekdayRules(on).length === listOf(on ?? []).length
}

function weeklyBreaks(breaks: readonly BreakDocument[]): readonly (readonly DatedRanges[])[] {
  return weekdays.map((_, weekday) =>
    breaks
      .filter((pause) => {
        if (!isWeekly(pause)) return false
        const rules = weekdayRules(pause.on)
        return rules.length === 0 || rules.some((rule) => weekdaysIn(rule.weekdays).includes(weekday))
      })
      .map(datedBreak),
  )
}

function weekdayRules(on: BreakDocument['on']): readonly WeekdaysRule[] {
  return listOf(on ?? []).flatMap((rule) => (typeof rule === 'object' && 'weekdays' in rule ? [rule] : []))
}

function mergedWeek(weeks: readonly WeekDocument[]): readonly Spans[] {
  const ranges = weeks.map(weekRanges)
  return weekdays.map((_, weekday) =>
    mergedSpans(ranges.flatMap((week) => (week[weekday] ?? []).map(({ fromMs, toMs }): Pair => [fromMs, toMs]))),
  )
}

/** Ranges by weekday, 0 for Monday. */
export function weekRanges(week: WeekDocument): readonly (readonly TimeRange[])[] {
  const byDay: TimeRange[][] = [[], [], [], [], [], [], []]
  for (const key of weekdayRanges) {
    const ranges = timeRanges(week[key] ?? [])
    for (const weekday of weekdaysIn(key)) byDay[weekday]?.push(...ranges)
  }
  return byDay
}

/** Ranges as numbers. */
export function timeRanges(texts: readonly string[]): readonly TimeRange[] {
  return texts.flatMap((text) => parseTimeRange(text) ?? [])
}

function datedHoliday({ name, closed }: HolidayDocument): DatedHoliday {
  return { name, ranges: closed === undefined ? wholeDay : timeRanges(closed), wholeDay: closed === undefined }
}

function datedOpening({ name, hours, mode, evenOnHolidays }: OpeningDocument): DatedOpening {
  return { name, ranges: timeRanges(hours), replaces: mode !== 'add', evenOnHolidays: evenOnHolidays !== false }
}

function datedBreak({ name, hours }: BreakDocument): DatedRanges {
  return { name, ranges: timeRanges(hours) }
}
