import type { Instant } from '@caseload/core'

/** Length of a period of the local calendar. Weeks begin on Monday, as ISO 8601 has it. */
export type PeriodUnit = 'day' | 'week' | 'month'

/** One day, week or month of a time zone: 23 to 25 hours a day where clocks change. */
export interface Period {
  /** Its name: the local date of its first day, e.g. `2026-03-29`; for a month `2026-03`. */
  readonly key: string
  /** Its first instant, inclusive. */
  readonly start: Instant
  /** The first instant after it: it belongs to the next period. */
  readonly end: Instant
}
