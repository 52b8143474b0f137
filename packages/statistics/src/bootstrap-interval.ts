import type { Entropy, Problem } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { type ConfidenceOption, checkConfidence, type Interval } from './interval.ts'
import { type InvalidArgument, invalidArgument } from './invalid-argument.ts'
import { normalCdf, normalQuantile } from './normal.ts'
import type { NotFinite } from './not-finite.ts'
import { quantileOfSorted } from './quantile.ts'
import { finiteSample, type Sample } from './sample.ts'
import { summaryOf } from './summary.ts'

/** The statistic has no finite value on some resample, so its spread is unknown. */
export interface StatisticUndefined extends Problem<'statistics/statistic-undefined'> {
  /** Which resample, from 0; −1 for the sample itself. */
  readonly resample: number
}

/** Where chance comes from and how the interval is made. */
export interface BootstrapOptions extends ConfidenceOption {
  /** The source of chance; the same seed gives the same interval. */
  readonly entropy: Entropy
  /** How many resamples, from 100 to 1,000,000; 2,000 where absent. */
  readonly resamples?: number
  /**
   * `percentile`: quantiles of the resampled statistic; `bca`: those corrected for bias and skewness (Efron, 1987), at the price of n further evaluations. `bca`
   * where absent.
   */
  readonly method?: 'percentile' | 'bca'
}

/** What resampling says about a statistic. */
export interface BootstrapInterval extends Interval {
  /** The statistic of the sample itself. */
  readonly estimate: number
  /** Standard deviation of the statistic over the resamples. */
  readonly standardError: number
}

/**
 * An interval for any statistic, by drawing from the sample with replacement.
 *
 * @param sample - The numbers, in any order.
 * @param statistic - What to compute; must not keep or change the array it is given. null or a number that is not finite means "undefined".
 * @param options - The source of chance, confidence (0.95), number of resamples (2,000) and method (`bca`).
 * @returns Estimate, standard error and interval; null for fewer than two values; `statistics/not-finite` with the index of a NaN or infinite value;
 * `statistics/invalid-argument` for options out of range; `statistics/statistic-undefined` where the statistic has no value on the sample or a resample.
 *
 * @example
 * ```ts
 * import { seededEntropy } from '@caseload/core'
 * import { bootstrapInterval, quantileOfSorted } from '@caseload/statistics'
 *
 * const minutes = [3, 5, 8, 9, 12, 13, 20, 31, 55, 120]
 * const median = (values: Float64Array) => quantileOfSorted(Float64Array.from(values).sort(), 0.5)
 * const once = bootstrapInterval(minutes, median, { entropy: seededEntropy(7), resamples: 500 })
 * const again = bootstrapInterval(minutes, median, { entropy: seededEntropy(7), resamples: 500 })
 * once.map((found) => found?.estimate)._unsafeUnwrap() // => 12.5
 * once._unsafeUnwrap()?.low === again._unsafeUnwrap()?.low // => true
 * bootstrapInterval([1], median, { entropy: seededEntropy(7) })._unsafeUnwrap() // => null
 * ```
 */
export function bootstrapInterval(
  sample: Sample,
  statistic: (values: Float64Array) => number | null,
  options: BootstrapOptions,
): Result<BootstrapInterval | null, NotFinite | InvalidArgument | StatisticUndefined> {
  const { entropy, resamples = 2000, method = 'bca' } = options
  if (!(Number.isInteger(resamples) && resamples >= 100 && resamples <= 1_000_000)) {
    return invalidArgument('resamples', 'a whole number from 100 to 1,000,000')
  }
  const confidence = checkConfidence(options)
  if (confidence.isErr()) return err(confidence.error)
  const finite = finiteSample(sample)
  if (finite.isErr()) return err(finite.error)
  const values = finite.value
  if (values.length < 2) return ok(null)
  const estimate = statistic(values.slice())
  if (!isDefined(estimate)) return err(statisticUndefined(-1))
  const drawn = new Float64Array(values.length)
  const found = new Float64Array(resamples)
  for (let round = 0; round < resamples; round += 1) {
    for (let index = 0; index < drawn.length; index += 1) drawn[index] = values[Math.floor(entropy.next() * values.length)] ?? 0
    const value = statistic(drawn)
    if (!isDefined(value)) return err(statisticUndefined(round))
    found[round] = value
  }
  const standardError = summaryOf(found)?.sampleSd ?? 0
  const sorted = found.sort()
  const tail = (1 - confidence.value) / 2
  const shift = method === 'bca' ? correction(values, statistic, sorted, estimate) : plain
  const low = quantileOfSorted(sorted, shift(tail)) ?? estimate
  const high = quantileOfSorted(sorted, shift(1 - tail)) ?? estimate
  return ok({ estimate, standardError, low, high, confidence: confidence.value })
}

type Shift = (p: number) => number
const plain: Shift = (p) => p

/** Which quantile to take instead of p, given how the resamples lie around the estimate and how it bends as values are left out. */
function correction(
  values: Float64Array,
  statistic: (values: Float64Array) => number | null,
  sorted: Float64Array,
  estimate: number,
): Shift {
  const lower = sorted.filter((value) => value < estimate).length
  const equal = sorted.filter((value) => value === estimate).length
  const bias = normalQuantile((lower + equal / 2) / sorted.length)
  const leftOut = values.map((_, index) => statistic(values.filter((__, other) => other !== index)) ?? estimate)
  const centre = summaryOf(leftOut)?.mean ?? estimate
  let squares = 0
  let cubes = 0
  for (const value of leftOut) {
    squares += (centre - value) ** 2
    cubes += (centre - value) ** 3
  }
  const acceleration = squares === 0 ? 0 : cubes / (6 * squares ** 1.5)
  if (!Number.isFinite(bias) || !Number.isFinite(acceleration)) return plain
  return (p) => {
    const moved = bias + normalQuantile(p)
    return normalCdf(bias + moved / (1 - acceleration * moved))
  }
}

function isDefined(value: number | null): value is number {
  return value !== null && Number.isFinite(value)
}

function statisticUndefined(resample: number): StatisticUndefined {
  return {
    kind: 'statistics/statistic-undefined',
    resample,
    message: resample < 0 ? 'the statistic has no value on the sample' : `the statistic has no value on resample ${resample}`,
  }
}
