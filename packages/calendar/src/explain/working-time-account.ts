import type { Instant } from '@caseload/core'
import type { ReasonKind } from '../hours/reason.ts'

/** A stretch of time counted or skipped for one reason. */
export interface AccountedSpan {
  /** First instant. */
  readonly from: Instant
  /** First instant after it; the same as `from` for a clock change. */
  readonly to: Instant
  /** Whether it is working time. */
  readonly counted: boolean
  /** Working milliseconds in it; of a `clock-change` under `wall-clock` what the clock adds, negative where it repeats local time. */
  readonly countedMs: number
  /** Why. */
  readonly reason: ReasonKind
  /** Name of the holiday, break or opening, or of the shifts; null where there is none. */
  readonly name: string | null
}

/** Where the working time between two instants comes from. */
export interface WorkingTimeAccount {
  /** The earlier instant. */
  readonly from: Instant
  /** The later instant. */
  readonly to: Instant
  /** What `between` gives for the instants as asked: the sum of all `countedMs`, negative or zero by policy where they were reversed. */
  readonly countedMs: number
  /** Every span, in order and without gaps. */
  readonly spans: readonly AccountedSpan[]
  /** Zone whose dates count. */
  readonly zone: string
  /** Version of the time-zone data as the host named it to `compileCalendar`; null if it did not. */
  readonly timeZoneVersion: string | null
  /** A short hash of the clock changes that the answer rests on: a different one for the same question means that the time-zone data changed. */
  readonly timeZoneFingerprint: string
  /** Document and version in force at the later instant. */
  readonly calendar: string
}
