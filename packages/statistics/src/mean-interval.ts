import { err, ok, type Result } from 'neverthrow'
import { type ConfidenceOption, checkConfidence, type Interval } from './interval.ts'
import type { InvalidArgument } from './invalid-argument.ts'
import type { NotFinite } from './not-finite.ts'
import { finiteSample, type Sample } from './sample.ts'
import { studentTQuantile } from './student-t.ts'
import { summaryOf } from './summary.ts'

/**
 * An interval for the mean of the population.
 *
 * Formula: mean ± t(1 − α/2; n − 1) · s/√n with the sample standard deviation s (Student, 1908). Right for a normal population and, as n grows, for any with a
 * variance; for the skewed times of a service desk prefer a quantile and its interval.
 *
 * @param sample - The numbers, in any order.
 * @param options - `confidence`, 0.95 where absent.
 * @returns The interval; null for fewer than two values, where nothing is known of their spread; `statistics/not-finite` with the index of a NaN or infinite
 * value; `statistics/invalid-argument` for a `confidence` out of range.
 *
 * @example
 * ```ts
 * import { meanInterval } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * meanInterval([1, 2, 3, 4, 5]).map((found) => found?.low.toFixed(6)) // => ok('1.036757')
 * meanInterval([7]) // => ok(null)
 * ```
 */
export function meanInterval(
  sample: Sample,
  options: ConfidenceOption = {},
): Result<Interval | null, NotFinite | InvalidArgument> {
  const checked = checkConfidence(options)
  if (checked.isErr()) return err(checked.error)
  const confidence = checked.value
  const finite = finiteSample(sample)
  if (finite.isErr()) return err(finite.error)
  const all = summaryOf(finite.value)
  if (all === null || all.sampleSd === null) return ok(null)
  const reach = (studentTQuantile((1 + confidence) / 2, all.n - 1) * all.sampleSd) / Math.sqrt(all.n)
  return ok({ low: all.mean - reach, high: all.mean + reach, confidence })
}
