import type { Instant } from '@caseload/core'

/** A stretch of time that counts or does not, and why. */
export interface TimeSpan {
  /** Where it begins. */
  readonly from: Instant
  /** Where it ends; later than `from`, or `from` itself where only the clocks on the wall change. */
  readonly to: Instant
  /** Whether it counts. */
  readonly counted: boolean
  /** How much it counts for; with wall-clock hours a clock change may add or take. */
  readonly countedMs: number
  /** Why, as a code or the name of a holiday: `open`, `elapsed`, `closed`, … */
  readonly reason: string
}

/**
 * All that clocks ask of a calendar. A calendar of your own serves as well as a compiled one, as long as it is pure: the same question always has the same answer.
 *
 * It must hold that `between(a, add(a, d))` is `d`, that `between` is additive and never negative for `from` ≤ `to`, and that `add` grows with `durationMs`.
 */
export interface BusinessTime {
  /** What tells the version in force at an instant from another, for results to record; null where there is nothing to tell apart. */
  readonly versionAt: (at: Instant) => string | null
  /** The instant at which so many counted milliseconds have passed since `from`; the last instant there is (`8.64e15`) where the calendar never opens for so long. */
  readonly add: (from: Instant, durationMs: number) => Instant
  /** Counted milliseconds from one instant to a later one. */
  readonly between: (from: Instant, to: Instant) => number
  /** The same time of day so many working days later. */
  readonly addWorkingDays: (from: Instant, days: number) => Instant
  /**
   * When the working day that is on at `at` ends: one that began the day before goes on until its own end, that very instant included; else that of the day of `at`, or of the
   * next day with an opening, where that is past or there is none. The end of a working day is its own end.
   */
  readonly endOfWorkingDay: (at: Instant) => Instant
  /** Every counted and skipped stretch between two instants, in order, without gaps. */
  readonly spans: (from: Instant, to: Instant) => readonly TimeSpan[]
}
