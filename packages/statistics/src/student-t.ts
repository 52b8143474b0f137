import { betaQuantile, betaTails } from './beta.ts'

/**
 * How likely a variable of Student's t distribution is to be at most `t`.
 *
 * @param t - Any number.
 * @param degreesOfFreedom - Above 0; need not be whole.
 * @returns The probability; NaN for arguments outside their range.
 *
 * @example
 * ```ts
 * import { studentTCdf } from '@caseload/statistics'
 *
 * studentTCdf(0, 5) // => 0.5
 * studentTCdf(2, 5).toFixed(9) // => '0.949030261'
 * ```
 */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  if (Number.isNaN(t) || !(degreesOfFreedom > 0)) return Number.NaN
  if (t === 0) return 0.5
  const square = t * t
  const x = Number.isFinite(square) ? degreesOfFreedom / (degreesOfFreedom + square) : 0
  const y = Number.isFinite(square) ? square / (degreesOfFreedom + square) : 1
  const tail = betaTails(x, y, degreesOfFreedom / 2, 0.5).lower / 2
  return t > 0 ? 1 - tail : tail
}

/**
 * The value below which a variable of Student's t distribution lies with probability `p`: the inverse of {@link studentTCdf}.
 *
 * @param p - The probability, from 0 (−Infinity) to 1 (Infinity).
 * @param degreesOfFreedom - Above 0; need not be whole.
 * @returns The quantile; NaN for arguments outside their range.
 *
 * @example
 * ```ts
 * import { studentTQuantile } from '@caseload/statistics'
 *
 * studentTQuantile(0.975, 10).toFixed(9) // => '2.228138852'
 * studentTQuantile(0.5, 10) // => 0
 * ```
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p >= 0 && p <= 1 && degreesOfFreedom > 0)) return Number.NaN
  if (p === 0.5) return 0
  const tail = Math.min(p, 1 - p)
  if (tail === 0) return p === 0 ? -Infinity : Infinity
  const half = degreesOfFreedom / 2
  // Near the middle x is near 1, so its complement is asked for instead.
  const x = tail < 0.25 ? betaQuantile(2 * tail, half, 0.5) : 1 - betaQuantile(1 - 2 * tail, 0.5, half)
  const y = tail < 0.25 ? 1 - x : betaQuantile(1 - 2 * tail, 0.5, half)
  const t = Math.sqrt((degreesOfFreedom * y) / x)
  return p < 0.5 ? -t : t
}
