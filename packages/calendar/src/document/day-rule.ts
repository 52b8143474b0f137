import type { Weekday, WeekdayRange } from './weekday.ts'

/** Every day from one date to another, both included. */
export interface DateRangeRule {
  /** First day, `YYYY-MM-DD`. */
  readonly from: string
  /** Last day, `YYYY-MM-DD`. */
  readonly to: string
}

/** A day counted from Easter Sunday. */
export interface EasterRule {
  /** Days after Easter Sunday; -2 is Good Friday, 39 Ascension Day. */
  readonly easter: number
  /** Which Easter: `western` (Gregorian) by default, `orthodox` (Julian reckoning, as a Gregorian date). */
  readonly calendar?: 'western' | 'orthodox'
}

/** The nth weekday of a month; a fifth one exists in some years only. */
export interface NthWeekdayRule {
  /** 1 to 5 from the start of the month, -1 (last) to -5 from its end. */
  readonly nth: number
  /** Which weekday. */
  readonly weekday: Weekday
  /** 1 to 12. */
  readonly month: number
  /** Days after that day; e.g. 1 for the Friday after the fourth Thursday. 0 by default. */
  readonly plusDays?: number
}

/** The first given weekday on or after a day of the year, e.g. Midsummer Day: the Saturday on or after 20 June. */
export interface WeekdayFromRule {
  /** Which weekday. */
  readonly weekday: Weekday
  /** Day of the year, `MM-DD`. */
  readonly onOrAfter: string
}

/** The days of the week, every week. */
export interface WeekdaysRule {
  /** One or several in a row. */
  readonly weekdays: WeekdayRange
}

/**
 * Which days something applies to: one date (`2026-12-24`), a day of every year (`12-24`; `02-29` in leap years only), a range of dates, days by the moon and the
 * week, or days of every week.
 */
export type DayRule = string | DateRangeRule | EasterRule | NthWeekdayRule | WeekdayFromRule | WeekdaysRule
