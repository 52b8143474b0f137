import type { Result } from 'neverthrow'
import { sumOf } from './exact-sum.ts'
import type { NotFinite } from './not-finite.ts'
import { finiteSample, type Sample } from './sample.ts'
import { valueAt } from './value-at.ts'

/** What a sample looks like at a glance. */
export interface Summary {
  /** How many values, at least 1. */
  readonly n: number
  /** Their sum, exactly summed. */
  readonly sum: number
  /** Arithmetic mean, `sum / n`. */
  readonly mean: number
  /** Smallest value. */
  readonly min: number
  /** Largest value. */
  readonly max: number
  /** Standard deviation of the population the sample was drawn from, divisor n − 1; null for a single value. */
  readonly sampleSd: number | null
  /** Standard deviation where the values *are* the population, divisor n. */
  readonly populationSd: number
}

/**
 * Count, sum, mean, extremes and both standard deviations of a sample.
 *
 * Two passes: the mean first, then the squared deviations from it, both exactly summed, so a large common offset does no harm.
 *
 * @param sample - The numbers.
 * @returns The summary; null for an empty sample; `statistics/not-finite` with the index of a NaN or infinite value.
 *
 * @example
 * ```ts
 * import { summary } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * summary([2, 4, 4, 4, 5, 5, 7, 9]).map((all) => [all?.n, all?.mean, all?.populationSd]) // => ok([8, 5, 2])
 * summary([7]).map((all) => all?.sampleSd) // => ok(null)
 * summary([]) // => ok(null)
 * ```
 */
export function summary(sample: Sample): Result<Summary | null, NotFinite> {
  return finiteSample(sample).map(summaryOf)
}

/** {@link summary} of values known to be finite. */
export function summaryOf(values: Float64Array): Summary | null {
  const n = values.length
  if (n === 0) return null
  const sum = sumOf(values)
  const mean = sum / n
  let min = valueAt(values, 0)
  let max = min
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
  }
  const squares = sumOf(values.map((value) => (value - mean) ** 2))
  return {
    n,
    sum,
    mean,
    min,
    max,
    sampleSd: n === 1 ? null : Math.sqrt(squares / (n - 1)),
    populationSd: Math.sqrt(squares / n),
  }
}
