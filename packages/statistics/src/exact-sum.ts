import type { Result } from 'neverthrow'
import type { NotFinite } from './not-finite.ts'
import { finiteSample, type Sample } from './sample.ts'

/**
 * The sum of a sample without accumulated rounding: the double nearest to the true sum (to within its last bit).
 *
 * Method: error-free transformations kept as non-overlapping partial sums (J. R. Shewchuk, 1997). While every value is whole and the running sum stays
 * within 2⁵³ plain addition is exact already and is used.
 *
 * @param sample - The numbers; an empty sample sums to 0.
 * @returns The sum (±Infinity where it lies beyond the largest double); `statistics/not-finite` with the index of a NaN or infinite value.
 *
 * @example
 * ```ts
 * import { exactSum } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * exactSum([1e16, 1, -1e16]) // => ok(1)
 * exactSum([]) // => ok(0)
 * ```
 */
export function exactSum(sample: Sample): Result<number, NotFinite> {
  return finiteSample(sample).map(sumOf)
}

/** {@link exactSum} of values known to be finite. */
export function sumOf(values: Float64Array): number {
  let sum = 0
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0
    sum += value
    if (!Number.isInteger(value) || Math.abs(sum) > Number.MAX_SAFE_INTEGER) return shewchuk(values)
  }
  return sum
}

function shewchuk(values: Float64Array): number {
  const partials: number[] = []
  for (const value of values) {
    let x = value
    let kept = 0
    for (const partial of partials) {
      const y = partial
      const high = x + y
      const low = Math.abs(x) < Math.abs(y) ? x - (high - y) : y - (high - x)
      if (low !== 0) partials[kept++] = low
      x = high
    }
    // Beyond the largest double the error term is NaN: the sum itself is all there is to say.
    if (!Number.isFinite(x)) return plainSum(values)
    partials.length = kept
    partials.push(x)
  }
  let sum = 0
  for (let index = 0; index < partials.length; index += 1) sum += partials[index] ?? 0
  return sum
}

function plainSum(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value / 2 ** 64
  return sum * 2 ** 64
}
