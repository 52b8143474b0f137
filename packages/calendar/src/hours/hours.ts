import type { LocalClock } from '../zone/local-clock.ts'
import type { Reason } from './reason.ts'
import type { Spans } from './spans.ts'

/** On which axis spans are wanted: instants, or the local time of a calendar's own clock. */
export type Axis = 'instant' | 'local'

/** A holiday as a day has it. */
export interface DayHoliday {
  /** Its name. */
  readonly name: string
  /** Whether it closes the whole day. */
  readonly wholeDay: boolean
}

/** When a calendar is open and why not: what the compiled calendar asks of hours, unions, intersections and versions alike. */
export interface Hours {
  /** The clock whose dates are the dates of the calendar. */
  readonly clock: LocalClock
  /** Name of that zone. */
  readonly zoneName: string
  /** Open stretches between two points of an axis, clipped to them. */
  readonly spans: (axis: Axis, from: number, to: number) => Spans
  /** Open stretches of the hours that belong to a local day (since 1970-01-01), as instants; they may run into the next day. */
  readonly dayHours: (day: number) => Spans
  /** Holidays of a local day, in document order. */
  readonly holidaysOn: (day: number) => readonly DayHoliday[]
  /** Names of the breaks at an instant. */
  readonly breaksAt: (at: number) => readonly string[]
  /** Names of the shifts that are on at an instant. */
  readonly shiftsAt: (at: number) => readonly string[]
  /** Instants between two where the reason for being open or closed may change. */
  readonly edges: (from: number, to: number) => readonly number[]
  /** Why it is open or closed at an instant. */
  readonly reasonAt: (at: number) => Reason
  /** Which document and version is in force at an instant. */
  readonly versionAt: (at: number) => CalendarVersion
}

/** Which calendar, in which version. */
export interface CalendarVersion {
  /** The document's `id`. */
  readonly id: string
  /** The document's `version`. */
  readonly version: number
}
