import { err, ok, type Result } from 'neverthrow'
import { binomialCdf } from './binomial.ts'
import { type ConfidenceOption, checkConfidence } from './interval.ts'
import { type InvalidArgument, invalidArgument } from './invalid-argument.ts'
import { normalQuantile } from './normal.ts'
import type { NotFinite } from './not-finite.ts'
import { type Sample, sortedSample } from './sample.ts'
import { valueAt } from './value-at.ts'

/** Where the quantile of the population lies, told by two values of the sample. */
export interface QuantileInterval {
  /** Lower end, a value of the sample; null where the sample is too small to bound it from below at this confidence. */
  readonly low: number | null
  /** Upper end, a value of the sample; null where the sample is too small to bound it from above at this confidence. */
  readonly high: number | null
  /** The confidence asked for. */
  readonly confidence: number
  /** How sure the interval really is for a continuous population: at least `confidence`, since it moves in steps of whole values. */
  readonly coverage: number
}

/**
 * An interval for a quantile of the population that assumes nothing about its shape.
 *
 * Order statistics: the number of values below the population's quantile is binomial(n, p), so the largest rank `l` with P(B < l) ≤ α/2 and the smallest rank
 * `u` with P(B < u) ≥ 1 − α/2 bound it. Conservative where values repeat.
 *
 * @param sample - The numbers, in any order.
 * @param p - The share, above 0 and below 1.
 * @param options - `confidence`, 0.95 where absent.
 * @returns The interval; null for an empty sample; `statistics/not-finite` with the index of a NaN or infinite value; `statistics/invalid-argument` for `p`
 * or `confidence` out of range.
 *
 * @example
 * ```ts
 * import { quantileInterval } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * quantileInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.5).map((found) => [found?.low, found?.high]) // => ok([2, 9])
 * quantileInterval([1, 2, 3], 0.5).map((found) => [found?.low, found?.high]) // => ok([null, null])
 * quantileInterval([], 0.5) // => ok(null)
 * ```
 */
export function quantileInterval(
  sample: Sample,
  p: number,
  options: ConfidenceOption = {},
): Result<QuantileInterval | null, NotFinite | InvalidArgument> {
  if (!(p > 0 && p < 1)) return invalidArgument('p', 'a number above 0 and below 1')
  const confidence = checkConfidence(options)
  if (confidence.isErr()) return err(confidence.error)
  const sorted = sortedSample(sample)
  return sorted.isErr() ? err(sorted.error) : ok(quantileIntervalOfSorted(sorted.value, p, confidence.value))
}

/**
 * {@link quantileInterval} of values that are sorted already, for callers that ask many questions of one sample.
 *
 * @param sorted - Finite values, ascending, e.g. from {@link sortedSample}.
 * @param p - The share, above 0 and below 1.
 * @param confidence - Above 0 and below 1; 0.95 where absent.
 * @returns The interval; null where there are no values.
 *
 * @example
 * ```ts
 * import { quantileIntervalOfSorted } from '@caseload/statistics'
 *
 * quantileIntervalOfSorted(Float64Array.of(1, 2, 3, 4, 5, 6), 0.5)?.low // => 1
 * ```
 */
export function quantileIntervalOfSorted(sorted: Float64Array, p: number, confidence = 0.95): QuantileInterval | null {
  const n = sorted.length
  if (n === 0) return null
  const tail = (1 - confidence) / 2
  const below = (rank: number): number => binomialCdf(rank - 1, n, p)
  const guess = n * p
  const reach = Math.abs(normalQuantile(tail)) * Math.sqrt(n * p * (1 - p))
  const lowRank = firstRank((rank) => below(rank) > tail, guess - reach, n) - 1
  const highRank = firstRank((rank) => below(rank) >= 1 - tail, guess + reach, n)
  return {
    low: lowRank < 1 ? null : valueAt(sorted, lowRank - 1),
    high: highRank > n ? null : valueAt(sorted, highRank - 1),
    confidence,
    coverage: (highRank > n ? 1 : below(highRank)) - (lowRank < 1 ? 0 : below(lowRank)),
  }
}

/** The first rank from 1 to n + 1 at which a condition that stays true once true holds; near the guess that takes few steps. */
function firstRank(holds: (rank: number) => boolean, guess: number, n: number): number {
  let low = 0
  let high = n + 1
  let rank = Math.max(1, Math.min(n, Math.round(guess)))
  let step = 1
  while (high - low > 1) {
    if (holds(rank)) {
      high = rank
      rank = Math.max(low + 1, rank - step)
    } else {
      low = rank
      rank = Math.min(high - 1, rank + step)
    }
    step = high - low > 4 * step ? step * 2 : Math.max(1, Math.floor((high - low) / 2))
    if (rank <= low || rank >= high) rank = low + Math.max(1, Math.floor((high - low) / 2))
  }
  return high
}
