/**
 * What a local time means that a clock change skips, e.g. 02:30 when 02:00 becomes 03:00: `forward` later by as much as is skipped (03:30), as iCalendar
 * and Temporal have it; `boundary` the first instant after the change (03:00), so that an opening is never later than the clock's own jump; `backward`
 * earlier by as much as is skipped (01:30).
 */
export type GapPolicy = 'forward' | 'boundary' | 'backward'

/** Which instant a local time means that a clock change repeats: the `first` (before the change) or the `last` (after it). */
export type OverlapPolicy = 'first' | 'last'

/** How a local time that a clock change skips or repeats becomes an instant. */
export interface LocalTimePolicy {
  /** For skipped times; `forward` by default. */
  readonly gap?: GapPolicy
  /** For repeated times; `first` by default. */
  readonly overlap?: OverlapPolicy
}
