import type { Instant } from '@caseload/core'

/** The later of two instants: history never goes back behind what is recorded, even where a clock does. */
export function laterInstant(a: Instant, b: Instant): Instant {
  if (a > b) return a
  return b
}
