import { dayNumberOf, parseDuration, parseInstant, parseLocalDate } from '@caseload/core'
import { z } from 'zod'
import type {
  BreakDocument,
  CalendarDocument,
  HolidayDocument,
  HoursDocument,
  OpeningDocument,
  WeekDocument,
} from './calendar-document.ts'
import type { CalendarPolicies } from './calendar-policies.ts'
import type { DayRule } from './day-rule.ts'
import { parseTimeRange, timeRangePattern } from './time-range.ts'
import { weekdayRanges, weekdays } from './weekday.ts'
import { wholeRecord } from './whole-record.ts'

/** More than the longest list of holidays and the busiest shop need; a document of more would take minutes to analyse. */
const mostDays = 50_000

/** Says whether a document names no more days than can be looked through. */
function isBounded({ holidays = [], openings = [], breaks = [] }: HoursDocument): boolean {
  const rules = [...holidays, ...openings, ...breaks].flatMap(({ on = { weekdays: 'mon-sun' } }) => on)
  return rules.reduce((sum, rule) => sum + daysOf(rule), 0) <= mostDays
}

/** How many days a rule names in a year, at most. */
function daysOf(rule: DayRule): number {
  if (typeof rule === 'string') return 1
  if ('weekdays' in rule) return 366
  if (!('from' in rule)) return 1
  const [from, to] = [rule.from, rule.to].map((date) => parseLocalDate(date).map(dayNumberOf).unwrapOr(0))
  return Math.min(366, Math.max(1, (to ?? 0) - (from ?? 0) + 1))
}

const datePattern = '^\\d{4}-\\d{2}-\\d{2}$'
const yearlyPattern = '^\\d{2}-\\d{2}$'

/** Says whether `MM-DD` is a day of some year. */
function isYearly(text: string): boolean {
  return /^\d{2}-\d{2}$/.test(text) && parseLocalDate(`2028-${text}`).isOk()
}

function isDate(text: string): boolean {
  return /^\d{4}/.test(text) && parseLocalDate(text).isOk()
}

const range = z
  .string()
  .refine((text) => parseTimeRange(text) !== null, 'a range of local time such as 09:00-17:00, or 22:00-06:00 over midnight')
  .meta({ pattern: timeRangePattern })
const date = z.string().refine(isDate, 'a day that exists, as YYYY-MM-DD').meta({ pattern: datePattern })
const yearly = z.string().refine(isYearly, 'a day of the year, as MM-DD').meta({ pattern: yearlyPattern })
const year = z.int().min(1).max(9999)
const years = z.strictObject({ from: z.exactOptional(year), to: z.exactOptional(year) })
const weekday = z.enum(weekdays)
const ranges = z.array(range).max(50)
const name = z.string().min(1).max(100)
const week: z.ZodType<WeekDocument> = wholeRecord(z.partialRecord(z.enum(weekdayRanges), ranges))
const shifts = wholeRecord(z.partialRecord(weekday, z.int().min(-6).max(6)))

const dayRule: z.ZodType<DayRule> = z.union([
  z
    .string()
    .refine((text) => isDate(text) || isYearly(text), 'a day as YYYY-MM-DD, or MM-DD for every year')
    .meta({ pattern: `${datePattern}|${yearlyPattern}` }),
  z.strictObject({ from: date, to: date }),
  z.strictObject({ easter: z.int().min(-200).max(200), calendar: z.exactOptional(z.enum(['western', 'orthodox'])) }),
  z.strictObject({
    nth: z.union([z.int().min(1).max(5), z.int().min(-5).max(-1)]),
    weekday,
    month: z.int().min(1).max(12),
    plusDays: z.exactOptional(z.int().min(-30).max(30)),
  }),
  z.strictObject({ weekday, onOrAfter: yearly }),
  z.strictObject({ weekdays: z.enum(weekdayRanges) }),
])
const days = z.union([dayRule, z.array(dayRule).min(1).max(1000)])

const holiday: z.ZodType<HolidayDocument> = z.strictObject({
  name,
  on: days,
  closed: z.exactOptional(ranges),
  moved: z.exactOptional(shifts),
  inLieu: z.exactOptional(shifts),
  years: z.exactOptional(years),
})
const opening: z.ZodType<OpeningDocument> = z.strictObject({
  name,
  on: days,
  hours: ranges,
  mode: z.exactOptional(z.enum(['replace', 'add'])),
  evenOnHolidays: z.exactOptional(z.boolean()),
  years: z.exactOptional(years),
})
const pause: z.ZodType<BreakDocument> = z.strictObject({
  name,
  on: z.exactOptional(days),
  hours: ranges,
  years: z.exactOptional(years),
})

const workingDayLength = z
  .string()
  .refine((text) => parseDuration(text).unwrapOr(0) > 0, 'a duration such as PT8H')
  .nullable()
const policies: z.ZodType<Partial<CalendarPolicies>> = z.strictObject({
  addLandingOnClosing: z.exactOptional(z.enum(['closing', 'next-opening'])),
  subtractLandingOnOpening: z.exactOptional(z.enum(['opening', 'previous-closing'])),
  zeroAmount: z.exactOptional(z.enum(['unchanged', 'roll'])),
  clockChange: z.exactOptional(z.enum(['elapsed', 'wall-clock', 'wall-clock-whole'])),
  closingInstant: z.exactOptional(z.enum(['closed', 'open'])),
  reversedRange: z.exactOptional(z.enum(['negative', 'zero'])),
  workingDayStart: z.exactOptional(z.enum(['as-is', 'first-open', 'nearest-opening', 'working-day'])),
  workingDayLanding: z.exactOptional(z.enum(['same-time', 'open-time', 'by-closing', 'end-of-day'])),
  workingDayLength: z.exactOptional(workingDayLength),
  overnightHoliday: z.exactOptional(z.enum(['calendar-day', 'starting-day'])),
  skippedTime: z.exactOptional(z.enum(['forward', 'boundary', 'backward'])),
  repeatedTime: z.exactOptional(z.enum(['first', 'last'])),
  versionCounted: z.exactOptional(z.enum(['in-force', 'at-start', 'latest'])),
})

const head = {
  id: z.exactOptional(z.string().regex(/^[a-z0-9-]{1,64}$/)),
  version: z.exactOptional(z.int().min(1)),
  policies: z.exactOptional(policies),
}
const hoursShape = z.strictObject({
  ...head,
  zone: z.string().min(1).max(64),
  week: z.exactOptional(week),
  shifts: z.exactOptional(wholeRecord(z.record(z.string().regex(/^[a-z0-9-]{1,64}$/), week))),
  breaks: z.exactOptional(z.array(pause).max(1000)),
  holidays: z.exactOptional(z.array(holiday).max(5000)),
  openings: z.exactOptional(z.array(opening).max(5000)),
})
const hours: z.ZodType<HoursDocument> = hoursShape.refine(
  isBounded,
  `holidays, openings and breaks that name at most ${mostDays} days in all, those of every week counted for a year`,
)
const effectiveFrom = z
  .string()
  .refine((text) => isDate(text) || parseInstant(text).isOk(), 'a day as YYYY-MM-DD, or an instant with an offset')
  .nullable()
const versionsOf = (calendar: z.ZodType) => z.array(z.strictObject({ effectiveFrom, calendar })).min(1).max(500)
const partsOf = (calendar: z.ZodType) => z.array(calendar).min(1).max(50)
const one = (calendar: z.ZodType) =>
  ({
    hours,
    union: z.strictObject({ ...head, union: partsOf(calendar) }),
    intersection: z.strictObject({ ...head, intersection: partsOf(calendar) }),
    versions: z.strictObject({ ...head, versions: versionsOf(calendar) }),
  }) as const

/** One level of each sort of document, the calendars within unread: compiled level by level, so that a fault is named where it is. */
export const calendarLevelSchemas = one(z.unknown())

/**
 * The shape of a calendar document. What a shape cannot say (zones that exist, overlaps, breaks outside hours) `compileCalendar` checks.
 *
 * @example
 * ```ts
 * import { calendarDocumentSchema } from '@caseload/calendar'
 *
 * calendarDocumentSchema.safeParse({ zone: 'UTC', week: { 'mon-fri': ['09:00-17:00'] } }).success // => true
 * calendarDocumentSchema.safeParse({ zone: 'UTC', week: { weekdays: ['09:00-17:00'] } }).success // => false
 * ```
 */
export const calendarDocumentSchema: z.ZodType<CalendarDocument> = z.lazy(() => {
  const { union, intersection, versions } = one(calendarDocumentSchema)
  return z.union([hours, union, intersection, versions]) as z.ZodType<CalendarDocument>
})

/**
 * The JSON Schema of a {@link CalendarDocument}, for editors and other languages.
 *
 * @returns A schema of draft 2020-12, made anew at each call.
 *
 * @example
 * ```ts
 * import { calendarJsonSchema } from '@caseload/calendar'
 *
 * calendarJsonSchema().$schema // => 'https://json-schema.org/draft/2020-12/schema'
 * ```
 */
export function calendarJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(calendarDocumentSchema)
}
