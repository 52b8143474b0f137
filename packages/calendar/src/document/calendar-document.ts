import type { CalendarPolicies } from './calendar-policies.ts'
import type { DayRule } from './day-rule.ts'
import type { Weekday, WeekdayRange } from './weekday.ts'

/**
 * Opening hours of a week: for each day or row of days its ranges of local time, e.g. `{ 'mon-fri': ['09:00-12:00', '12:30-17:00'] }`. `22:00-06:00` (or `22:00-30:00`) runs
 * into the next day, `00:00-24:00` is around the clock. A day may be named once only; one not named is closed.
 */
export type WeekDocument = Readonly<Partial<Record<WeekdayRange, readonly string[]>>>

/** In which years something applies; both ends included. */
export interface YearsDocument {
  /** First year; no limit where absent. */
  readonly from?: number
  /** Last year; no limit where absent. */
  readonly to?: number
}

/** Days moved or added by the weekday they fall on: days after, negative before; e.g. `{ sat: -1, sun: 1 }`. */
export type WeekdayShifts = Readonly<Partial<Record<Weekday, number>>>

/** A day, or a part of one, on which there are no hours. */
export interface HolidayDocument {
  /** Its name in explanations. */
  readonly name: string
  /** Which days; several rules are taken together. */
  readonly on: DayRule | readonly DayRule[]
  /** Closed ranges of local time; the whole day where absent. */
  readonly closed?: readonly string[]
  /** Moves the holiday if it falls on one of these weekdays. */
  readonly moved?: WeekdayShifts
  /** Adds a second day off if it falls on one of these weekdays (after `moved`), as where a Sunday holiday is made up for on Monday. */
  readonly inLieu?: WeekdayShifts
  /** In which years; all where absent. */
  readonly years?: YearsDocument
}

/** Hours of a particular day, instead of or beside those of its week. */
export interface OpeningDocument {
  /** Its name in explanations. */
  readonly name: string
  /** Which days. */
  readonly on: DayRule | readonly DayRule[]
  /** Ranges of local time; none: closed. */
  readonly hours: readonly string[]
  /** Whether they `replace` the week's hours of that day (default) or are `add`ed to them. */
  readonly mode?: 'replace' | 'add'
  /** Whether they hold on a holiday too. Default true: somebody decided to open on that very day. */
  readonly evenOnHolidays?: boolean
  /** In which years; all where absent. */
  readonly years?: YearsDocument
}

/** A part of a day that is not counted although it lies within hours. */
export interface BreakDocument {
  /** Its name in explanations. */
  readonly name: string
  /** Which days; every day where absent. */
  readonly on?: DayRule | readonly DayRule[]
  /** Ranges of local time. */
  readonly hours: readonly string[]
  /** In which years; all where absent. */
  readonly years?: YearsDocument
}

/** What every kind of calendar document may say. */
export interface CalendarHead {
  /** Name of the calendar, e.g. `office`; `calendar` where absent. */
  readonly id?: string
  /** Version of the content, from 1 (default). */
  readonly version?: number
  /** Decisions that differ from `defaultCalendarPolicies`. Those of the outermost document count. */
  readonly policies?: Partial<CalendarPolicies>
}

/** Hours in one time zone. */
export interface HoursDocument extends CalendarHead {
  /** IANA time zone of every local time and date in this document, e.g. `Europe/Helsinki`. */
  readonly zone: string
  /** Hours of an ordinary week. */
  readonly week?: WeekDocument
  /** Named hours of an ordinary week, taken together with `week` and each other; they may overlap. */
  readonly shifts?: Readonly<Record<string, WeekDocument>>
  /** Breaks; never counted, also on days with hours of their own. */
  readonly breaks?: readonly BreakDocument[]
  /** Holidays. */
  readonly holidays?: readonly HolidayDocument[]
  /** Hours of particular days. */
  readonly openings?: readonly OpeningDocument[]
}

/** Open when any of several calendars is: teams that follow the sun. */
export interface UnionDocument extends CalendarHead {
  /** The calendars; dates of the whole are those of the first one's zone. */
  readonly union: readonly CalendarDocument[]
}

/** Open when each of several calendars is: the customer's hours and ours. */
export interface IntersectionDocument extends CalendarHead {
  /** The calendars; dates of the whole are those of the first one's zone. */
  readonly intersection: readonly CalendarDocument[]
}

/** One of the calendars that were in force one after the other. */
export interface CalendarVersionDocument {
  /** First local day, `YYYY-MM-DD` in the version's own zone, or an instant in ISO 8601; null: since ever, which is for the first version. */
  readonly effectiveFrom: string | null
  /** The calendar in force from then on. */
  readonly calendar: CalendarDocument
}

/** Calendars that were in force one after the other. */
export interface VersionedDocument extends CalendarHead {
  /** In order of `effectiveFrom`; before the first there are no hours. */
  readonly versions: readonly CalendarVersionDocument[]
}

/** A business-hours calendar as a policy document: plain JSON, checked and analysed by `compileCalendar`. */
export type CalendarDocument = HoursDocument | UnionDocument | IntersectionDocument | VersionedDocument
