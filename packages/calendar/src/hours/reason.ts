/**
 * Why time is counted or skipped: `open` in the hours of the week; `opening` in the hours of a particular day; `outside-hours` on a day that has hours; `day-off` on a day of the
 * week without any (a weekend); `holiday`; `break`; `no-version` before the first version of a calendar; `clock-change` for the local time that a change adds or takes away
 * where wall-clock time is counted; `beyond-horizon` outside the years a calendar knows.
 */
export type ReasonKind =
  | 'open'
  | 'opening'
  | 'outside-hours'
  | 'day-off'
  | 'holiday'
  | 'break'
  | 'no-version'
  | 'clock-change'
  | 'beyond-horizon'

/** A reason with the name the document gave it. */
export interface Reason {
  /** Which sort of reason. */
  readonly kind: ReasonKind
  /** Name of the holiday, break or special opening, or of the shifts joined by `, `; null where there is none. */
  readonly name: string | null
}
