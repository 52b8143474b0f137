import { formatDay, type Problem, parseInput } from '@caseload/core'
import ICAL from 'ical.js'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { HolidayDocument } from '../document/calendar-document.ts'
import { formatTime } from '../document/time-range.ts'
import { groupedHolidays, type HolidayDay } from '../hours/grouped-holidays.ts'
import { compileZone, type Zone } from '../zone/zone.ts'

/** Which part of a feed, and in whose time. */
export interface ICalendarHolidaysRequest {
  /** Zone of the calendar that the holidays are for; events at a time of day are read in it. */
  readonly zone: string
  /** First and last year, both included. Repeating events are followed as far as that. */
  readonly years: {
    /** First year. */
    readonly from: number
    /** Last year. */
    readonly to: number
  }
}

/** A feed that cannot be read. */
export interface InvalidICalendar extends Problem<'calendar/invalid-icalendar'> {
  /** `syntax`: no iCalendar text; `zone`: a zone the host does not know; `too-many`: more than 5,000 days; `request`: years that are no years. */
  readonly reason: 'syntax' | 'zone' | 'too-many' | 'request'
}

const year = z.int().min(1).max(9999)
const requestSchema: z.ZodType<ICalendarHolidaysRequest> = z.strictObject({
  zone: z.string(),
  years: z.strictObject({ from: year, to: year }),
})
const mostDays = 5000
const dayMs = 86_400_000

/**
 * Holidays of an iCalendar feed (RFC 5545) as holidays of a calendar document, read with the package `ical.js`, which is an optional peer.
 *
 * Whole-day events close their days, events at a time of day close that part of each day they touch, read in the zone they name, whether or not the feed defines it. Repeating events are followed, with their
 * exceptions; cancelled events are left out; a name with more than 1,000 days comes as several holidays. The result is data: keep it in the document, so that a changed feed changes nothing unseen. Names come from the feed: take feeds of holidays, not of people.
 *
 * @param text - The feed.
 * @param request - The zone and the years.
 * @returns The holidays in order of their first day; `calendar/invalid-icalendar` otherwise.
 *
 * @example
 * ```ts
 * import { icalendarHolidays } from '@caseload/calendar/icalendar'
 *
 * const feed = [
 *   'BEGIN:VCALENDAR',
 *   'VERSION:2.0',
 *   'BEGIN:VEVENT',
 *   'UID:1',
 *   'DTSTART;VALUE=DATE:20261224',
 *   'DTEND;VALUE=DATE:20261227',
 *   'RRULE:FREQ=YEARLY',
 *   'SUMMARY:Christmas',
 *   'END:VEVENT',
 *   'END:VCALENDAR',
 * ].join('\r\n')
 * icalendarHolidays(feed, { zone: 'Europe/Helsinki', years: { from: 2026, to: 2026 } })._unsafeUnwrap()
 * // => [{ name: 'Christmas', on: ['2026-12-24', '2026-12-25', '2026-12-26'] }]
 * ```
 */
export function icalendarHolidays(
  text: string,
  request: ICalendarHolidaysRequest,
): Result<readonly HolidayDocument[], InvalidICalendar> {
  const wanted = parseInput(requestSchema, request)
  if (wanted.isErr()) return err(invalid('request'))
  const { years } = wanted.value
  const zone = compileZone(wanted.value.zone)
  if (zone.isErr()) return err(invalid('zone'))
  try {
    return readFeed(text, zone.value, years)
  } catch {
    // The reader throws at properties that are no dates, rules or times, wherever it first looks at them.
    return err(invalid('syntax'))
  }
}

function readFeed(
  text: string,
  zone: Zone,
  years: ICalendarHolidaysRequest['years'],
): Result<readonly HolidayDocument[], InvalidICalendar> {
  const days: HolidayDay[] = []
  for (const event of eventsOf(text)) {
    if (!event.startDate) return err(invalid('syntax'))
    for (const occurrence of occurrencesOf(event, years)) {
      const found = occurrence === 'too-many' ? occurrence : daysOf(occurrence, zone, years)
      if (typeof found === 'string') return err(invalid(found))
      days.push(...found)
      if (days.length > mostDays) return err(invalid('too-many'))
    }
  }
  return ok(groupedHolidays(days.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))))
}

interface Occurrence {
  readonly name: string
  readonly from: ICAL.Time
  readonly to: ICAL.Time
  /** The zones that the event names for them; the reader itself knows only zones that the feed defines. */
  readonly zones: { readonly from: string | null; readonly to: string | null }
}

function eventsOf(text: string): readonly ICAL.Event[] {
  const root = new ICAL.Component(ICAL.parse(text))
  const components = root.getAllSubcomponents('vevent')
  const events = components.map((component) => new ICAL.Event(component))
  const series = new Set(events.filter((event) => !event.isRecurrenceException()).map(({ uid }) => uid))
  // An event with RECURRENCE-ID replaces one occurrence of the event with the same UID; a part of a feed may hold it alone.
  return events.filter((event) => !event.isRecurrenceException() || !series.has(event.uid))
}

function occurrenceOf(event: ICAL.Event, from: ICAL.Time, to: ICAL.Time): Occurrence {
  const zoneOf = (property: string) => {
    const tzid: unknown = event.component.getFirstProperty(property)?.getParameter('tzid')
    return typeof tzid === 'string' ? tzid : null
  }
  const start = zoneOf('dtstart')
  return { name: event.summary || 'Holiday', from, to, zones: { from: start, to: zoneOf('dtend') ?? start } }
}

/** The occurrences up to the last year; bounded, since a rule may repeat every second for ever. */
function occurrencesOf(event: ICAL.Event, years: ICalendarHolidaysRequest['years']): readonly (Occurrence | 'too-many')[] {
  if (isCancelled(event)) return []
  if (!event.isRecurring() || event.isRecurrenceException()) return [occurrenceOf(event, event.startDate, event.endDate)]
  const found: Occurrence[] = startsBesideDates(event) ? [occurrenceOf(event, event.startDate, event.endDate)] : []
  const iterator = event.iterator()
  for (let steps = 0; steps < 20 * mostDays; steps += 1) {
    const next = iterator.next()
    if (!next || next.year > years.to) return found
    if (next.year < years.from - 1) continue
    const { item, startDate, endDate } = event.getOccurrenceDetails(next)
    if (!isCancelled(item)) found.push(occurrenceOf(item, startDate, endDate))
    if (found.length > mostDays) return ['too-many']
  }
  return ['too-many']
}

/** Dates alone repeat an event without its start, which the standard counts as the first occurrence all the same. */
function startsBesideDates({ component, startDate }: ICAL.Event): boolean {
  if (component.getFirstProperty('rrule') !== null) return false
  const excepted = component.getAllProperties('exdate').flatMap((property) => property.getValues())
  return !excepted.some((time: unknown) => time instanceof ICAL.Time && time.compare(startDate) === 0)
}

function isCancelled(event: ICAL.Event): boolean {
  return event.component.getFirstPropertyValue('status') === 'CANCELLED'
}

function daysOf(
  { name, from, to, zones }: Occurrence,
  zone: Zone,
  years: ICalendarHolidaysRequest['years'],
): readonly HolidayDay[] | 'zone' {
  const first = localOf(from, zones.from, zone)
  const last = localOf(to, zones.to, zone)
  if (first === null || last === null) return 'zone'
  const low = Math.max(first, Date.UTC(years.from, 0, 1))
  const high = Math.min(Math.max(first + 1, last), Date.UTC(years.to + 1, 0, 1))
  const days: HolidayDay[] = []
  for (let midnight = Math.floor(low / dayMs) * dayMs; midnight < high && days.length <= mostDays; midnight += dayMs) {
    const [start, end] = [Math.max(low, midnight) - midnight, Math.min(high, midnight + dayMs) - midnight]
    const whole = from.isDate || (start === 0 && end === dayMs)
    const date = formatDay(midnight / dayMs)
    days.push({ name, date, closed: whole ? null : `${formatTime(start)}-${formatTime(end)}` })
  }
  return days
}

/** A time of the feed as a point of local time in the zone of the calendar; null for a zone that is not known. */
function localOf(time: ICAL.Time, named: string | null, zone: Zone): number | null {
  const { year, month, day, hour, minute, second, isDate } = time
  const shown = Date.UTC(year, month - 1, day, isDate ? 0 : hour, isDate ? 0 : minute, isDate ? 0 : second)
  const known = time.zone?.tzid ?? 'floating'
  const id = known === 'floating' ? (named ?? known) : known
  if (isDate || id === 'floating' || id === zone.name) return shown
  const own = compileZone(id === 'Z' ? 'UTC' : id)
  if (own.isErr()) return null
  const at = own.value.instantOf({ year, month, day, hour, minute, second })
  return at + zone.offsetAt(at)
}

function invalid(reason: InvalidICalendar['reason']): InvalidICalendar {
  const message = {
    syntax: 'expected an iCalendar text',
    zone: 'expected zones the host knows',
    'too-many': `expected at most ${mostDays} days`,
    request: 'expected a zone, and a first and a last year from 1 to 9999',
  }[reason]
  return { kind: 'calendar/invalid-icalendar', reason, message }
}
