import { dayNumberOf, formatDay, isoDate, type Problem, parseInput } from '@caseload/core'
import Holidays from 'date-holidays'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { HolidayDocument } from '../document/calendar-document.ts'
import { formatTime } from '../document/time-range.ts'
import { groupedHolidays, type HolidayDay } from '../hours/grouped-holidays.ts'

/** Kinds of days in the lists: only `public` ones are days off everywhere in a region. */
export type HolidayKind = 'public' | 'bank' | 'optional' | 'school' | 'observance'

/** Whose holidays, in which years. */
export interface PublicHolidaysRequest {
  /** ISO 3166-1 code of the country, e.g. `FI`. */
  readonly country: string
  /** Code of the state, province or county in it, e.g. `BY` for Bavaria. */
  readonly state?: string
  /** Code of the region in that, e.g. `A` for Augsburg. */
  readonly region?: string
  /** First and last year, both included; at most 50 years. */
  readonly years: {
    /** First year. */
    readonly from: number
    /** Last year. */
    readonly to: number
  }
  /** Which kinds; `public` alone where absent. */
  readonly kinds?: readonly HolidayKind[]
  /** Language of the names as an ISO 639-1 code; the country's own where absent or unknown. */
  readonly language?: string
}

/** A country, state or region that the lists do not have, years that are no years, or a request that is none. */
export interface UnknownRegion extends Problem<'calendar/unknown-region'> {
  /** What was asked for, e.g. `DE-XX`; empty where the request cannot be read. */
  readonly region: string
}

const code = z.string().max(64)
const year = z.int().min(1).max(9999)
const requestSchema: z.ZodType<PublicHolidaysRequest> = z.strictObject({
  country: code,
  state: z.exactOptional(code),
  region: z.exactOptional(code),
  years: z.strictObject({ from: year, to: year }),
  kinds: z.exactOptional(z.array(z.enum(['public', 'bank', 'optional', 'school', 'observance'])).max(10)),
  language: z.exactOptional(code),
})
const dayMs = 86_400_000
/** A day on which clocks change is an hour shorter or longer. */
const changeMs = 2 * 3_600_000

/**
 * Public holidays of a country, state or region as holidays of a calendar document, from the lists of the package `date-holidays`, which is an optional peer.
 *
 * The result is data: keep it in the document, so that a new version of the lists changes nothing unseen. Days that move each year come with their date in each year asked for; a
 * holiday that begins at noon closes the afternoon; one of several days closes each of them.
 *
 * @param request - Whose holidays, in which years.
 * @returns The holidays in order of their first day; `calendar/unknown-region` for a place the lists do not have, for more than 50 years, or for a request
 *   that is none.
 *
 * @example
 * ```ts
 * import { compileCalendar } from '@caseload/calendar'
 * import { publicHolidays } from '@caseload/calendar/holidays'
 * import { isoDate, orThrow } from '@caseload/core'
 *
 * const holidays = orThrow(publicHolidays({ country: 'FI', years: { from: 2026, to: 2027 }, language: 'en' }))
 * const office = orThrow(compileCalendar({ zone: 'Europe/Helsinki', week: { 'mon-fri': ['09:00-17:00'] }, holidays }))
 * office.holidaysOn(isoDate('2026-12-06')).map(({ name }) => name) // => ['Independence Day']
 * ```
 */
export function publicHolidays(request: PublicHolidaysRequest): Result<readonly HolidayDocument[], UnknownRegion> {
  const read = parseInput(requestSchema, request)
  if (read.isErr()) return err(unknown('', read.error.message))
  const { country, state, region, years, kinds = ['public'], language } = read.value
  const place = [country, state, region].filter((part) => part !== undefined).join('-')
  const count = years.to - years.from + 1
  if (!(count >= 1 && count <= 50 && isKnown(country, state, region))) {
    return err(unknown(place, 'expected a country, state and region of the lists, and at most 50 years'))
  }
  const lists = new Holidays(
    { country, ...(state === undefined ? {} : { state }), ...(region === undefined ? {} : { region }) },
    { types: [...kinds] },
  )
  const wanted: readonly string[] = kinds
  const days = Array.from({ length: count }, (_, index) => lists.getHolidays(years.from + index, language))
    .flat()
    .filter(({ type }) => wanted.includes(type))
    .flatMap(holidayDays)
  return ok(groupedHolidays(days))
}

function unknown(region: string, message: string): UnknownRegion {
  return { kind: 'calendar/unknown-region', region: region.slice(0, 64), message }
}

function isKnown(country: string, state: string | undefined, region: string | undefined): boolean {
  const lists = new Holidays()
  if (!has(lists.getCountries(), country)) return false
  if (state === undefined) return region === undefined
  if (!has(lists.getStates(country), state)) return false
  return region === undefined || has(lists.getRegions(country, state), region)
}

function has(names: unknown, name: string): boolean {
  return typeof names === 'object' && names !== null && Object.hasOwn(names, name)
}

interface ListedHoliday {
  /** Local time of the place; days that begin at sunset carry an offset behind it. */
  readonly date: string
  readonly start: Date
  readonly end: Date
  readonly name: string
}

function holidayDays({ date, start, end, name }: ListedHoliday): readonly HolidayDay[] {
  const [day = '', time = '00:00:00'] = date.split(' ')
  const length = end.getTime() - start.getTime()
  if (time === '00:00:00') {
    const count = Math.max(1, Math.floor((length + changeMs) / dayMs))
    return Array.from({ length: count }, (_, index) => ({
      name,
      date: formatDay(dayNumberOf(isoDate(day)) + index),
      closed: null,
    }))
  }
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const from = (hours * 60 + minutes) * 60_000
  return [{ name, date: day, closed: `${formatTime(from)}-${formatTime(from + Math.min(length, dayMs))}` }]
}
