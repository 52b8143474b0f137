import { type Clock, instant } from '@caseload/core'

/**
 * The host's clock.
 *
 * @example
 * ```ts
 * import { systemClock } from '@caseload/desk'
 *
 * systemClock().now() > 1_700_000_000_000 // => true
 * ```
 */
export function systemClock(): Clock {
  return { now: () => instant(Date.now()) }
}
