import type { Result } from 'neverthrow'
import { sumOf } from './exact-sum.ts'
import type { NotFinite } from './not-finite.ts'
import { finiteSample, type Sample } from './sample.ts'

/**
 * How lopsided a sample is: above 0 with a long tail to the right, as waiting times have.
 *
 * Formula: the adjusted Fisher–Pearson coefficient G₁ = √(n(n−1))/(n−2) · m₃/m₂^1.5.
 *
 * @param sample - The numbers.
 * @returns G₁; null for fewer than three values or values that are all equal; `statistics/not-finite` with the index of a NaN or infinite value.
 *
 * @example
 * ```ts
 * import { skewness } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * skewness([1, 2, 3]) // => ok(0)
 * skewness([1, 1, 10]).map((found) => found?.toFixed(6)) // => ok('1.732051')
 * skewness([1, 2]) // => ok(null)
 * ```
 */
export function skewness(sample: Sample): Result<number | null, NotFinite> {
  return finiteSample(sample).map((values) => {
    const n = values.length
    const [m2, m3] = moments(values)
    return n < 3 || m2 === 0 ? null : (Math.sqrt(n * (n - 1)) / (n - 2)) * (m3 / m2 ** 1.5)
  })
}

/**
 * How heavy the tails of a sample are, beside the normal distribution's 0.
 *
 * Formula: G₂ = (n−1)/((n−2)(n−3)) · ((n+1) · (m₄/m₂² − 3) + 6).
 *
 * @param sample - The numbers.
 * @returns G₂; null for fewer than four values or values that are all equal; `statistics/not-finite` with the index of a NaN or infinite value.
 *
 * @example
 * ```ts
 * import { excessKurtosis } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * excessKurtosis([1, 2, 3, 4]).map((found) => found?.toFixed(6)) // => ok('-1.200000')
 * excessKurtosis([1, 2, 3]) // => ok(null)
 * ```
 */
export function excessKurtosis(sample: Sample): Result<number | null, NotFinite> {
  return finiteSample(sample).map((values) => {
    const n = values.length
    const [m2, , m4] = moments(values)
    return n < 4 || m2 === 0 ? null : ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * (m4 / m2 ** 2 - 3) + 6)
  })
}

/** The second, third and fourth central moments, divisor n. */
function moments(values: Float64Array): readonly [m2: number, m3: number, m4: number] {
  const n = values.length
  const mean = sumOf(values) / n
  const moment = (power: number): number => sumOf(values.map((value) => (value - mean) ** power)) / n
  return [moment(2), moment(3), moment(4)]
}
