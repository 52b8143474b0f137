import type { GapPolicy, OverlapPolicy } from '../zone/local-time-policy.ts'

/** The points on which calendar libraries disagree, each decided by name. `defaultCalendarPolicies` has the defaults and the reasons. */
export interface CalendarPolicies {
  /**
   * Where an addition ends that is used up exactly at a closing: at the `closing`, or at the `next-opening`. Default `closing`: "due at 17:00 today" is what people agree
   * on, and the same working time lies before either.
   */
  readonly addLandingOnClosing: 'closing' | 'next-opening'
  /** Where a subtraction ends that is used up exactly at an opening: at the `opening`, or at the `previous-closing`. Default `opening`: the mirror of the above. */
  readonly subtractLandingOnOpening: 'opening' | 'previous-closing'
  /**
   * What adding or subtracting no time and no working days does: leaves the instant `unchanged`, or `roll`s a closed one to the next (adding) or the last (subtracting) open one. Default
   * `unchanged`: x + 0 = x.
   */
  readonly zeroAmount: 'unchanged' | 'roll'
  /**
   * What an open interval counts in which clocks change: the time that `elapsed`, or the difference its `wall-clock` shows. `wall-clock-whole` counts by the wall clock what is
   * passed whole, and what elapsed in the last stretch of a day, where the answer lies: the way of libraries that walk from closing to closing; its sums are not additive. Default
   * `elapsed`: people worked and customers waited that long.
   */
  readonly clockChange: 'elapsed' | 'wall-clock' | 'wall-clock-whole'
  /** Whether the closing instant itself is open. Default `closed`: so that adjoining intervals share no instant. */
  readonly closingInstant: 'closed' | 'open'
  /** What lies between two instants in reverse order: the `negative` of the other order, or `zero`. Default `negative`: a mistake shows. */
  readonly reversedRange: 'negative' | 'zero'
  /**
   * Where counting of working days starts from an instant that is not open: `as-is` from its own date; from the `first-open` instant (going back: the last one, a closing); from
   * the `nearest-opening` in the direction of counting (going back too); or from the opening of the nearest `working-day` in that direction, while a closed instant of a working day stays. Default
   * `as-is`: received on Saturday, one working day later is Monday.
   */
  readonly workingDayStart: 'as-is' | 'first-open' | 'nearest-opening' | 'working-day'
  /**
   * Where counting of working days ends on the day it reaches: at the `same-time` of day; at the nearest `open-time` from there in the direction of counting; at the same time but
   * `by-closing`, no later than its last closing; or at the `end-of-day`, its last closing. Default `same-time`: a day later is a day later.
   */
  readonly workingDayLanding: 'same-time' | 'open-time' | 'by-closing' | 'end-of-day'
  /**
   * How long a working day is if it is to mean working hours, e.g. `PT8H`: then n days are n times that, wherever days begin. Default null: working days are dates on
   * which there are hours.
   */
  readonly workingDayLength: string | null
  /**
   * What a holiday closes of hours that run over midnight: everything from midnight to midnight of its `calendar-day`, or the hours of its `starting-day` to their end
   * while those of the eve run on. Default `calendar-day`: a holiday is a date.
   */
  readonly overnightHoliday: 'calendar-day' | 'starting-day'
  /** When hours begin or end whose local time a clock change skips. Default `boundary`: when the clock first shows that time or a later one. */
  readonly skippedTime: GapPolicy
  /** When hours begin or end whose local time a clock change repeats. Default `first`: when the clock first shows that time. */
  readonly repeatedTime: OverlapPolicy
  /**
   * Which version of a calendar counts: for each stretch of time the one `in-force` then, the one in force `at-start` for all of it, or the `latest` for everything. Default
   * `in-force`: what was worked is not rewritten.
   */
  readonly versionCounted: 'in-force' | 'at-start' | 'latest'
}

/**
 * The policies a calendar has unless its document says otherwise; the reasons stand at each property of {@link CalendarPolicies}.
 *
 * @example
 * ```ts
 * import { defaultCalendarPolicies } from '@caseload/calendar'
 *
 * defaultCalendarPolicies.clockChange // => 'elapsed'
 * ```
 */
export const defaultCalendarPolicies: CalendarPolicies = {
  addLandingOnClosing: 'closing',
  subtractLandingOnOpening: 'opening',
  zeroAmount: 'unchanged',
  clockChange: 'elapsed',
  closingInstant: 'closed',
  reversedRange: 'negative',
  workingDayStart: 'as-is',
  workingDayLanding: 'same-time',
  workingDayLength: null,
  overnightHoliday: 'calendar-day',
  skippedTime: 'boundary',
  repeatedTime: 'first',
  versionCounted: 'in-force',
}
