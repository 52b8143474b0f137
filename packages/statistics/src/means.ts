import { err, ok, type Result } from 'neverthrow'
import { sumOf } from './exact-sum.ts'
import { type InvalidArgument, invalidArgument } from './invalid-argument.ts'
import type { NotFinite } from './not-finite.ts'
import { finiteSample, type Sample, sortedSample } from './sample.ts'

/**
 * The geometric mean: the n-th root of the product, for ratios and for times that spread over orders of magnitude.
 *
 * @param sample - Numbers above 0.
 * @returns exp(mean of logarithms); null for an empty sample or one with a value at or below 0, for which it is not defined; `statistics/not-finite` with the
 * index of a NaN or infinite value.
 *
 * @example
 * ```ts
 * import { geometricMean } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * geometricMean([1, 10, 100]).map((mean) => mean?.toFixed(9)) // => ok('10.000000000')
 * geometricMean([1, 0]) // => ok(null)
 * ```
 */
export function geometricMean(sample: Sample): Result<number | null, NotFinite> {
  return finiteSample(sample).map((values) =>
    allPositive(values) ? Math.exp(sumOf(values.map((value) => Math.log(value))) / values.length) : null,
  )
}

/**
 * The harmonic mean: the reciprocal of the mean reciprocal, for rates over equal amounts of work.
 *
 * @param sample - Numbers above 0.
 * @returns n / Σ 1/x; null for an empty sample or one with a value at or below 0; `statistics/not-finite` with the index of a NaN or infinite value.
 *
 * @example
 * ```ts
 * import { harmonicMean } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * harmonicMean([1, 2, 2]) // => ok(1.5)
 * harmonicMean([]) // => ok(null)
 * ```
 */
export function harmonicMean(sample: Sample): Result<number | null, NotFinite> {
  return finiteSample(sample).map((values) =>
    allPositive(values) ? values.length / sumOf(values.map((value) => 1 / value)) : null,
  )
}

/**
 * The mean without the extremes: `floor(cut · n)` values are dropped at each end.
 *
 * @param sample - The numbers, in any order.
 * @param cut - Share dropped at *each* end, from 0 and below 0.5.
 * @returns The mean of the rest; null for an empty sample; `statistics/not-finite`; `statistics/invalid-argument` for a `cut` out of range.
 *
 * @example
 * ```ts
 * import { trimmedMean } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * trimmedMean([1, 2, 3, 4, 1000], 0.2) // => ok(3)
 * ```
 */
export function trimmedMean(sample: Sample, cut: number): Result<number | null, NotFinite | InvalidArgument> {
  return withoutExtremes(sample, cut, (sorted, dropped) => sorted.slice(dropped, sorted.length - dropped))
}

/**
 * The mean with the extremes pulled in: `floor(cut · n)` values at each end are replaced by the nearest value kept.
 *
 * @param sample - The numbers, in any order.
 * @param cut - Share replaced at *each* end, from 0 and below 0.5.
 * @returns The mean; null for an empty sample; `statistics/not-finite`; `statistics/invalid-argument` for a `cut` out of range.
 *
 * @example
 * ```ts
 * import { winsorizedMean } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * winsorizedMean([1, 2, 3, 4, 1000], 0.2) // => ok(3)
 * ```
 */
export function winsorizedMean(sample: Sample, cut: number): Result<number | null, NotFinite | InvalidArgument> {
  return withoutExtremes(sample, cut, (sorted, replaced) =>
    sorted.fill(sorted[replaced] ?? 0, 0, replaced).fill(sorted[sorted.length - replaced - 1] ?? 0, sorted.length - replaced),
  )
}

function withoutExtremes(
  sample: Sample,
  cut: number,
  tame: (sorted: Float64Array, count: number) => Float64Array,
): Result<number | null, NotFinite | InvalidArgument> {
  if (!(cut >= 0 && cut < 0.5)) return invalidArgument('cut', 'a number from 0 and below 0.5')
  const sorted = sortedSample(sample)
  if (sorted.isErr()) return err(sorted.error)
  if (sorted.value.length === 0) return ok(null)
  const tamed = tame(sorted.value, Math.floor(cut * sorted.value.length))
  return ok(sumOf(tamed) / tamed.length)
}

function allPositive(values: Float64Array): boolean {
  return values.length > 0 && values.every((value) => value > 0)
}
