import type { Result } from 'neverthrow'
import { sumOf } from './exact-sum.ts'
import type { NotFinite } from './not-finite.ts'
import { quantileOfSorted } from './quantile.ts'
import { finiteSample, type Sample, sortedSample } from './sample.ts'
import { summaryOf } from './summary.ts'

/**
 * The median distance from the median: a spread that half of the values can be wrong without spoiling. Not scaled; times 1.4826 it estimates a normal standard
 * deviation.
 *
 * @param sample - The numbers, in any order.
 * @returns The median of |x − median|; null for an empty sample; `statistics/not-finite` with the index of a NaN or infinite value.
 *
 * @example
 * ```ts
 * import { medianAbsoluteDeviation } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * medianAbsoluteDeviation([1, 1, 2, 2, 4, 6, 9]) // => ok(1)
 * medianAbsoluteDeviation([]) // => ok(null)
 * ```
 */
export function medianAbsoluteDeviation(sample: Sample): Result<number | null, NotFinite> {
  return sortedSample(sample).map((sorted) => {
    const middle = quantileOfSorted(sorted, 0.5)
    return middle === null ? null : quantileOfSorted(sorted.map((value) => Math.abs(value - middle)).sort(), 0.5)
  })
}

/**
 * The width of the middle half of a sample: its 0.75 quantile less its 0.25 quantile, both of type 7.
 *
 * @param sample - The numbers, in any order.
 * @returns The width; null for an empty sample; `statistics/not-finite` with the index of a NaN or infinite value.
 *
 * @example
 * ```ts
 * import { interquartileRange } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * interquartileRange([1, 2, 3, 4, 5]) // => ok(2)
 * ```
 */
export function interquartileRange(sample: Sample): Result<number | null, NotFinite> {
  return sortedSample(sample).map((sorted) => {
    const low = quantileOfSorted(sorted, 0.25)
    const high = quantileOfSorted(sorted, 0.75)
    return low === null || high === null ? null : high - low
  })
}

/**
 * How far the mean of such a sample would stray from one sample to the next: s/√n.
 *
 * @param sample - The numbers.
 * @returns The standard error; null for fewer than two values; `statistics/not-finite` with the index of a NaN or infinite value.
 *
 * @example
 * ```ts
 * import { standardErrorOfMean } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * standardErrorOfMean([1, 3, 5, 7, 9].map((x) => x * 2)).map((found) => found?.toFixed(6)) // => ok('2.828427')
 * standardErrorOfMean([1]) // => ok(null)
 * ```
 */
export function standardErrorOfMean(sample: Sample): Result<number | null, NotFinite> {
  return finiteSample(sample).map((values) => {
    const all = summaryOf(values)
    return all === null || all.sampleSd === null ? null : all.sampleSd / Math.sqrt(all.n)
  })
}

/**
 * The sample standard deviation as a share of the mean.
 *
 * @param sample - The numbers.
 * @returns s / mean; null for fewer than two values or a mean of 0; `statistics/not-finite` with the index of a NaN or infinite value.
 *
 * @example
 * ```ts
 * import { coefficientOfVariation } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * coefficientOfVariation([1, 2, 3]) // => ok(0.5)
 * coefficientOfVariation([-1, 1]) // => ok(null)
 * ```
 */
export function coefficientOfVariation(sample: Sample): Result<number | null, NotFinite> {
  return finiteSample(sample).map((values) => {
    const all = summaryOf(values)
    return all === null || all.sampleSd === null || all.mean === 0 ? null : all.sampleSd / all.mean
  })
}

/**
 * How unequally amounts are shared: 0 where all are equal, towards 1 where one has everything.
 *
 * Formula: G = Σ (2i − n − 1) xᵢ / (n Σ x) over ascending x, i from 1.
 *
 * @param sample - Amounts ≥ 0.
 * @returns G; null for an empty sample, a negative amount, or a sum of 0; `statistics/not-finite` with the index of a NaN or infinite value.
 *
 * @example
 * ```ts
 * import { giniCoefficient } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * giniCoefficient([5, 5, 5]) // => ok(0)
 * giniCoefficient([0, 0, 0, 8]) // => ok(0.75)
 * giniCoefficient([0]) // => ok(null)
 * ```
 */
export function giniCoefficient(sample: Sample): Result<number | null, NotFinite> {
  return sortedSample(sample).map((sorted) => {
    const n = sorted.length
    const sum = sumOf(sorted)
    if (n === 0 || sum === 0 || (sorted[0] ?? 0) < 0) return null
    return sumOf(sorted.map((value, index) => (2 * index + 1 - n) * value)) / (n * sum)
  })
}
