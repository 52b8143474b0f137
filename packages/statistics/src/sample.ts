import { err, ok, type Result } from 'neverthrow'
import type { NotFinite } from './not-finite.ts'

/** The numbers at hand, in any order: a plain array or a `Float64Array`. Never mutated. Missing values are left out beforehand, not written as NaN. */
export type Sample = readonly number[] | Float64Array

/**
 * Copies a sample into a `Float64Array` after making sure that every value is a finite number.
 *
 * @param sample - The numbers; not mutated, so the copy may be sorted.
 * @returns The copy, in the given order; `statistics/not-finite` with the index of the first value that is NaN or infinite.
 *
 * @example
 * ```ts
 * import { finiteSample } from '@caseload/statistics'
 *
 * finiteSample([1, 2]).isOk() // => true
 * finiteSample([1, Number.NaN]).mapErr((problem) => problem.index)._unsafeUnwrapErr() // => 1
 * ```
 */
export function finiteSample(sample: Sample): Result<Float64Array, NotFinite> {
  const copy = Float64Array.from(sample)
  for (let index = 0; index < copy.length; index += 1) {
    if (!Number.isFinite(copy[index])) return err(notFinite(index))
  }
  return ok(copy)
}

/**
 * Copies a sample in ascending order, once, for the functions that take sorted values.
 *
 * @param sample - The numbers; not mutated.
 * @returns A sorted copy; `statistics/not-finite` with the index, in the given order, of the first value that is NaN or infinite.
 *
 * @example
 * ```ts
 * import { sortedSample } from '@caseload/statistics'
 *
 * sortedSample([3, 1, 2]).map((sorted) => sorted.join())._unsafeUnwrap() // => '1,2,3'
 * ```
 */
export function sortedSample(sample: Sample): Result<Float64Array, NotFinite> {
  return finiteSample(sample).map((copy) => copy.sort())
}

function notFinite(index: number): NotFinite {
  return {
    kind: 'statistics/not-finite',
    index,
    message: `value ${index} of the sample is not a finite number; leave missing values out`,
  }
}
