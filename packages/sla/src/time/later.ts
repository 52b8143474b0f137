import type { Instant } from '@caseload/core'

/** The later of two instants; `Math.max` would forget that it is one. */
export function later(a: Instant, b: Instant): Instant {
  return a >= b ? a : b
}
