import type { Instant } from '@caseload/core'

/** A day of the calendar, without a zone. */
export interface LocalDate {
  /** Year; 0 is 1 BC. */
  readonly year: number
  /** Month, 1 to 12. */
  readonly month: number
  /** Day of the month, from 1. */
  readonly day: number
}

/** What a clock on the wall shows. */
export interface LocalTime extends LocalDate {
  /** Hour, 0 to 23. */
  readonly hour: number
  /** Minute, 0 to 59. */
  readonly minute: number
  /** Second, 0 to 59. */
  readonly second: number
  /** Millisecond, 0 to 999. */
  readonly ms: number
}

/** The clocks of one IANA time zone. */
export interface Zone {
  /** Its name, as given. */
  readonly name: string
  /** How far its clocks are ahead of UTC at an instant, in milliseconds. */
  offsetAt(at: Instant): number
  /** What its clocks show at an instant. */
  localAt(at: Instant): LocalTime
  /** The first instant of a day; where midnight is skipped the instant after the gap, where it comes twice the first. */
  startOfDay(date: LocalDate): Instant
}
