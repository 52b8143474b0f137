import type { Clock } from '../clock.ts'
import { addMs, type Instant, type InstantInput, instant } from '../instant.ts'

/** A clock that stands still until it is told to move. */
export interface ManualClock extends Clock {
  /** Moves the clock; a negative length steps it back, as real clocks sometimes do. */
  advance(durationMs: number): void
  /** Puts the clock to an instant. */
  set(to: InstantInput): void
}

/**
 * A clock for tests, simulations and replays.
 *
 * @param start - The first instant it shows.
 *
 * @example
 * ```ts
 * import { manualClock } from '@caseload/core/testing'
 *
 * const clock = manualClock('1970-01-01T00:00:00Z')
 * clock.advance(250)
 * clock.now() // => 250
 * ```
 */
export function manualClock(start: InstantInput): ManualClock {
  let now: Instant = instant(start)
  return {
    now: () => now,
    advance: (durationMs) => {
      now = addMs(now, durationMs)
    },
    set: (to) => {
      now = instant(to)
    },
  }
}
