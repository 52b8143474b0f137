import type { Entropy } from '@caseload/core'

/** How often a command is decided before the desk gives up with `desk/contended`. */
export const attemptLimit = 8

/**
 * Pause before the next attempt: full jitter under a ceiling that doubles, 1 ms to 128 ms, so that competing processes come apart.
 *
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function pauseMs(attempt: number, entropy: Entropy): number {
  return entropy.next() * 2 ** attempt
}
