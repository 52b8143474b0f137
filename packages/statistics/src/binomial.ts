import { betaTails } from './beta.ts'

/**
 * How likely at most `k` of `n` independent trials succeed, each with probability `p`.
 *
 * Formula: P(B ≤ k) = I_{1−p}(n − k, k + 1), exact for every n.
 *
 * @param k - Successes; a fraction is rounded down, below 0 gives 0, at or above `n` gives 1.
 * @param n - Trials, a whole number ≥ 0.
 * @param p - Probability of one success, from 0 to 1.
 * @returns The probability; NaN for arguments outside their range.
 *
 * @example
 * ```ts
 * import { binomialCdf } from '@caseload/statistics'
 *
 * binomialCdf(1, 10, 0.5).toFixed(8) // => '0.01074219'
 * binomialCdf(10, 10, 0.5) // => 1
 * binomialCdf(1, 10, 1.5) // => NaN
 * ```
 */
export function binomialCdf(k: number, n: number, p: number): number {
  if (Number.isNaN(k) || !(Number.isInteger(n) && n >= 0 && p >= 0 && p <= 1)) return Number.NaN
  const successes = Math.floor(k)
  if (successes < 0) return 0
  if (successes >= n) return 1
  return betaTails(1 - p, p, n - successes, successes + 1).lower
}
