import { err, ok, type Result } from 'neverthrow'
import { type InvalidArgument, invalidArgument } from './invalid-argument.ts'
import type { NotFinite } from './not-finite.ts'
import { type Sample, sortedSample } from './sample.ts'
import { valueAt } from './value-at.ts'

/**
 * Which of the nine sample quantiles of Hyndman and Fan (1996). 7 interpolates between order statistics at `(n − 1)p` and is the default of R, NumPy,
 * pandas and `percentile_cont` of SQL; 1 is the inverse of the empirical distribution, `percentile_disc` of SQL.
 */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

/**
 * The value below which a share `p` of a sample lies.
 *
 * @param sample - The numbers, in any order.
 * @param p - The share, from 0 (smallest value) to 1 (largest value), both inclusive.
 * @param type - See {@link QuantileType}; 7 where absent.
 * @returns The quantile; null for an empty sample; `statistics/not-finite` with the index of a NaN or infinite value; `statistics/invalid-argument` for a `p`
 * outside 0 to 1.
 *
 * @example
 * ```ts
 * import { quantile } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * quantile([1, 2, 3, 4, 5], 0.9) // => ok(4.6)
 * quantile([1, 2, 3, 4, 5], 0.9, 1) // => ok(5)
 * quantile([], 0.9) // => ok(null)
 * quantile([1], 90).mapErr((problem) => problem.kind)._unsafeUnwrapErr() // => 'statistics/invalid-argument'
 * ```
 */
export function quantile(sample: Sample, p: number, type: QuantileType = 7): Result<number | null, NotFinite | InvalidArgument> {
  return quantiles(sample, [p], type).map(([value]) => value ?? null)
}

/**
 * Several quantiles of one sample, sorting it once.
 *
 * @param sample - The numbers, in any order.
 * @param shares - The shares asked for, each from 0 to 1.
 * @param type - See {@link QuantileType}; 7 where absent.
 * @returns One quantile per share, in the order asked; each null for an empty sample. Errors as {@link quantile}.
 *
 * @example
 * ```ts
 * import { quantiles } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * quantiles([4, 1, 3, 2], [0, 0.5, 1]) // => ok([1, 2.5, 4])
 * quantiles([], [0.5, 0.9]) // => ok([null, null])
 * ```
 */
export function quantiles(
  sample: Sample,
  shares: readonly number[],
  type: QuantileType = 7,
): Result<readonly (number | null)[], NotFinite | InvalidArgument> {
  if (!shares.every(isShare)) return invalidArgument('p', 'a number from 0 to 1')
  const sorted = sortedSample(sample)
  return sorted.isErr() ? err(sorted.error) : ok(shares.map((p) => quantileOfSorted(sorted.value, p, type)))
}

/**
 * The middle of a sample: its quantile at 0.5, the mean of the two middle values where their number is even.
 *
 * @param sample - The numbers, in any order.
 * @returns The median; null for an empty sample; `statistics/not-finite` with the index of a NaN or infinite value.
 *
 * @example
 * ```ts
 * import { median } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * median([3, 1, 2]) // => ok(2)
 * median([4, 1, 3, 2]) // => ok(2.5)
 * median([]) // => ok(null)
 * ```
 */
export function median(sample: Sample): Result<number | null, NotFinite> {
  return sortedSample(sample).map((sorted) => quantileOfSorted(sorted, 0.5))
}

/**
 * A quantile of values that are sorted already, for callers that ask many questions of one sample.
 *
 * @param sorted - Finite values, ascending, e.g. from {@link sortedSample}; unsorted input gives a meaningless number.
 * @param p - The share, from 0 to 1; outside it is held at the nearer end.
 * @param type - See {@link QuantileType}; 7 where absent.
 * @returns The quantile; null where there are no values.
 *
 * @example
 * ```ts
 * import { quantileOfSorted } from '@caseload/statistics'
 *
 * quantileOfSorted(Float64Array.of(10, 20, 30), 0.25) // => 15
 * quantileOfSorted(new Float64Array(), 0.25) // => null
 * ```
 */
export function quantileOfSorted(sorted: Float64Array, p: number, type: QuantileType = 7): number | null {
  const n = sorted.length
  if (n === 0) return null
  const [position, weight] = type === 1 || type === 2 || type === 3 ? stepwise(n, p, type) : interpolated(n, p, type)
  const lower = valueAt(sorted, clamp(position - 1, n))
  const upper = valueAt(sorted, clamp(position, n))
  return weight === 0 ? lower : weight === 1 ? upper : lower + weight * (upper - lower)
}

/** Products such as 0.7 × 10 miss the whole number they stand for by a few units in the last place. */
const fuzz = 4 * Number.EPSILON

function stepwise(n: number, p: number, type: 1 | 2 | 3): readonly [position: number, weight: number] {
  const place = type === 3 ? n * p - 0.5 : n * p
  const position = Math.floor(place + fuzz)
  const beyond = place > position + fuzz
  if (type === 1) return [position, beyond ? 1 : 0]
  if (type === 2) return [position, beyond ? 1 : 0.5]
  return [position, beyond || Math.abs(position % 2) === 1 ? 1 : 0]
}

/** The plotting constants (a, b) of types 4 to 9. */
const constants = {
  4: [0, 1],
  5: [0.5, 0.5],
  6: [0, 0],
  7: [1, 1],
  8: [1 / 3, 1 / 3],
  9: [3 / 8, 3 / 8],
} as const

function interpolated(n: number, p: number, type: Exclude<QuantileType, 1 | 2 | 3>): readonly [position: number, weight: number] {
  const [a, b] = constants[type]
  const place = a + p * (n + 1 - a - b)
  const position = Math.floor(place + fuzz)
  const weight = place - position
  return [position, Math.abs(weight) < fuzz ? 0 : weight]
}

function clamp(index: number, n: number): number {
  return Math.max(0, Math.min(n - 1, index))
}

function isShare(p: number): boolean {
  return p >= 0 && p <= 1
}
