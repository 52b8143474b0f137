import type { HoursDocument } from '@caseload/calendar'
import type { VectorCalendar } from './business-time-file.ts'
import { type Conventions, policiesOf } from './conventions.ts'

type Pairs = readonly (readonly [string, string])[]

/** A calendar of a file as one of our documents. */
export function vectorDocument(calendar: VectorCalendar, conventions: Conventions): HoursDocument {
  const { timeZone, weekly = {}, holidays = [], annualHolidays = [], breaks = {}, dateOverrides = {} } = calendar
  return {
    zone: timeZone,
    policies: policiesOf(conventions),
    week: Object.fromEntries(Object.entries(weekly).map(([day, pairs]) => [day, rangesOf(pairs)])),
    holidays: [...new Set([...holidays, ...annualHolidays])].map((on) => ({ name: on, on })),
    breaks: Object.entries(breaks).map(([on, pairs]) => ({ name: on, on, hours: rangesOf(pairs) })),
    openings: Object.entries(dateOverrides).map(([on, pairs]) => ({
      name: on,
      on,
      hours: rangesOf(pairs),
      evenOnHolidays: conventions.overridesBeatHolidays,
    })),
  }
}

/** Ranges that are nothing are left out; one of more than a day is cut in days. */
function rangesOf(pairs: Pairs): readonly string[] {
  return [...new Set(pairs.flatMap(([from, to]) => (from === to ? [] : [`${from}-${to}`])))]
}
