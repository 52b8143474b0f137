import type { Clock, IdSource } from '@caseload/core'
import { monotonicFactory } from 'ulid'

/**
 * Tokens that are monotonic ULIDs: 26 characters, sorted by the time they were made, unforeseeable across processes.
 *
 * @param clock - Where the time in them comes from; a clock that steps back never makes a token twice, since within one source each is greater than the last.
 *
 * @example
 * ```ts
 * import { ulidIds } from '@caseload/desk'
 * import { manualClock } from '@caseload/core/testing'
 *
 * const ids = ulidIds(manualClock('2026-03-01T09:00Z'))
 * const [first, second] = [ids.next(), ids.next()]
 * first.length // => 26
 * first < second // => true
 * ```
 */
export function ulidIds(clock: Clock): IdSource {
  const next = monotonicFactory()
  // ulid takes 0 for "no time given", and cannot write times before 1970.
  return { next: () => next(Math.max(1, clock.now())) }
}
