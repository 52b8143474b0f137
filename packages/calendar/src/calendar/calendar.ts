import type { CivilDay, Instant, LocalDate } from '@caseload/core'
import type { Result } from 'neverthrow'
import type { CalendarIssue } from '../compile/calendar-issue.ts'
import type { CalendarPolicies } from '../document/calendar-policies.ts'
import type { WorkingTimeAccount } from '../explain/working-time-account.ts'
import type { CalendarVersion, DayHoliday } from '../hours/hours.ts'
import type { Zone } from '../zone/zone.ts'
import type { InvalidAmount, InvalidArgument, NeverOpen } from './calendar-problem.ts'
import type { OpeningChange, OpenSpan } from './open-span.ts'

/** A local day of a calendar: its date, its fields, or any instant in it. */
export type CalendarDay = LocalDate | CivilDay | Instant

/** Whether an opening or closing at the instant asked about counts as found. */
export interface AtInstant {
  /** False (default): strictly after or before. */
  readonly inclusive?: boolean
}

/**
 * A compiled business-hours calendar: arithmetic in working time, exact to the millisecond, whatever the zone of the host.
 *
 * Open intervals hold their opening and not their closing, and adjoining ones are one. Where libraries disagree the calendar's `policies` decide. The years 1900 to 2199 are known
 * (`calendarYears`), outside them nothing is open. A year is compiled when first touched, so the first answer in a year is slower than the next.
 * What comes from outside goes through `parseInstant` first: an argument that is not what a method takes is a programming mistake. Methods that give a `Result` give
 * `calendar/invalid-argument`; the others, which are asked millions of times a second, throw a `TypeError` whose `cause` is that same plain problem ({@link InvalidArgument}). Nothing else
 * is ever thrown, and no answer is ever `NaN`.
 */
export interface Calendar {
  /** The document's `id`. */
  readonly id: string
  /** Zone of its dates. */
  readonly zone: Zone
  /** Every policy, defaults filled in. */
  readonly policies: CalendarPolicies
  /** What compilation found and was told to tolerate. */
  readonly issues: readonly CalendarIssue[]
  /** Names of the document's shifts, and a calendar of each alone; empty for combined calendars. */
  readonly shifts: Readonly<Record<string, Calendar>>

  /**
   * The instant at which so much working time has passed since another. Negative amounts go back, as `subtract` does. Errors: `calendar/never-open` if there are not that many hours ahead,
   * `calendar/invalid-amount` for anything but whole milliseconds, `calendar/invalid-argument` for an `at` that is no instant. Policies: `addLandingOnClosing`, `zeroAmount`, `clockChange`.
   */
  readonly add: (at: Instant, workingMs: number) => Result<Instant, NeverOpen | InvalidAmount | InvalidArgument>
  /** The instant from which so much working time passes until another; errors as `add`. Policies: `subtractLandingOnOpening`, `zeroAmount`, `clockChange`. */
  readonly subtract: (at: Instant, workingMs: number) => Result<Instant, NeverOpen | InvalidAmount | InvalidArgument>
  /** Working milliseconds from one instant to another. Policies: `reversedRange`, `clockChange`. */
  readonly between: (from: Instant, to: Instant) => number

  /** Whether an instant is open. Policy: `closingInstant`. */
  readonly isOpen: (at: Instant) => boolean
  /** The next opening; null if there is none. */
  readonly nextOpening: (after: Instant, options?: AtInstant) => Instant | null
  /** The next closing; null if there is none, as around the clock. */
  readonly nextClosing: (after: Instant, options?: AtInstant) => Instant | null
  /** The last opening before; null if there is none, as around the clock. */
  readonly previousOpening: (before: Instant, options?: AtInstant) => Instant | null
  /** The last closing before; null if there is none. */
  readonly previousClosing: (before: Instant, options?: AtInstant) => Instant | null
  /** The next opening or closing, strictly after; null if there is none. */
  readonly nextChange: (after: Instant) => OpeningChange | null
  /** The last opening or closing, strictly before; null if there is none. */
  readonly previousChange: (before: Instant) => OpeningChange | null
  /** The instant itself if open, else the next opening; null if there is none. */
  readonly openAtOrAfter: (at: Instant) => Instant | null
  /** The instant itself if open, else the last closing; null if there is none. */
  readonly openAtOrBefore: (at: Instant) => Instant | null
  /** The open spans between two instants, cut at both; none if `to` is not after `from`. */
  readonly segments: (from: Instant, to: Instant) => readonly OpenSpan[]
  /** So many open spans from an instant on, the first cut at it if it is open; fewer if there are no more. */
  readonly segmentsAfter: (at: Instant, count: number) => readonly OpenSpan[]
  /** So many open spans before an instant, the latest first and cut at it; fewer if there are no more. */
  readonly segmentsBefore: (at: Instant, count: number) => readonly OpenSpan[]

  /** Whether hours begin on a day and are not all taken by holidays and breaks. */
  readonly isWorkingDay: (day: CalendarDay) => boolean
  /**
   * The open spans of the hours that belong to a day; those of a night shift run into the next, as long as its version is in force. A union or an intersection
   * knows no shifts: there a day ends at midnight, by the clock of its first calendar.
   */
  readonly hoursOfDay: (day: CalendarDay) => readonly OpenSpan[]
  /** The first opening of a working day; null on other days. */
  readonly startOfWorkingDay: (day: CalendarDay) => Instant | null
  /** The last closing of the hours that belong to a working day; null on other days. */
  readonly endOfWorkingDay: (day: CalendarDay) => Instant | null
  /** The next working day after a day; null if there is none. */
  readonly nextWorkingDay: (after: CalendarDay) => LocalDate | null
  /** The last working day before a day; null if there is none. */
  readonly previousWorkingDay: (before: CalendarDay) => LocalDate | null
  /**
   * The instant so many working days later (negative: earlier). Errors as `add`. Policies: `workingDayStart`, `workingDayLanding`, `workingDayLength`. No days: the instant itself, which `roll` as
   * `zeroAmount` moves as the others say; with `end-of-day` the end of its own working day, or of the next one if that is over.
   */
  readonly addWorkingDays: (at: Instant, days: number) => Result<Instant, NeverOpen | InvalidAmount | InvalidArgument>
  /** The instant so many working days earlier: `addWorkingDays` the other way round, also for no days, where `workingDayStart` looks back. Errors as `add`. */
  readonly subtractWorkingDays: (at: Instant, days: number) => Result<Instant, NeverOpen | InvalidAmount | InvalidArgument>
  /** How many working days lie after the first day up to the last included; `inclusive` counts the first one too. Policy: `reversedRange`. */
  readonly workingDaysBetween: (from: CalendarDay, to: CalendarDay, options?: AtInstant) => number
  /**
   * How many working days passed in full from one instant to another: each ends at the time of day at which it began, or at the last closing of its day if it began with the
   * day's opening. An instant that is not open stands for the next opening (at the start) or the last closing (at the end). Policy: `reversedRange`.
   */
  readonly completeWorkingDaysBetween: (from: Instant, to: Instant) => number
  /** Holidays of a day, also those that close a part of it. */
  readonly holidaysOn: (day: CalendarDay) => readonly DayHoliday[]
  /** Names of the breaks at an instant, whether or not hours surround them. */
  readonly breaksAt: (at: Instant) => readonly string[]
  /** Names of the shifts on at an instant; none while the calendar is closed, also where only another part of an intersection is. */
  readonly shiftsAt: (at: Instant) => readonly string[]

  /** Accounts for every millisecond from one instant to another: what is counted, what is skipped, and why. The counted parts add up to `between`. */
  readonly explain: (from: Instant, to: Instant) => WorkingTimeAccount
  /** Which document, in which version, counts at an instant. */
  readonly versionAt: (at: Instant) => CalendarVersion
}
