import type { Clock, Instant } from '@caseload/core'

/** A clock that shows the time of the log and never steps back. */
export interface LogClock extends Clock {
  /** Moves on to an instant; one that has passed already leaves the clock as it is. */
  reach(at: Instant): void
}

/**
 * A clock for a replay: what is recorded says the instant of the row, not of the run, so that two runs leave the same journal to the last byte.
 */
export function logClock(start: Instant): LogClock {
  let now = start
  return {
    now: () => now,
    reach: (at) => {
      if (at > now) now = at
    },
  }
}
