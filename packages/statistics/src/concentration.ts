import { err, ok, type Result } from 'neverthrow'
import { sumOf } from './exact-sum.ts'
import { type InvalidArgument, invalidArgument } from './invalid-argument.ts'
import type { NotFinite } from './not-finite.ts'
import { finiteSample, type Sample } from './sample.ts'

/** How much of a total falls on few categories: which complaint types, products or customers make the work. */
export interface Concentration {
  /** Categories with an amount above 0. */
  readonly categories: number
  /** The total. */
  readonly total: number
  /** Herfindahl index: the sum of squared shares, 1/categories where even, 1 where one has everything. */
  readonly herfindahl: number
  /** Shannon entropy in nats: log(categories) where even, 0 where one has everything. */
  readonly entropyNats: number
  /** Cumulative share of the largest, the two largest …, in descending order of amount; the last is 1. */
  readonly cumulativeShares: readonly number[]
}

/**
 * The Pareto curve of amounts per category, with two indices of its steepness.
 *
 * @param amounts - One amount ≥ 0 per category, e.g. tickets per topic, in any order.
 * @returns The curve; null where there is no amount above 0; `statistics/not-finite` with the index of a NaN or infinite value; `statistics/invalid-argument` for
 * a negative amount.
 *
 * @example
 * ```ts
 * import { concentration } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * concentration([1, 6, 1]).map((found) => found?.cumulativeShares) // => ok([0.75, 0.875, 1])
 * concentration([5, 5]).map((found) => found?.herfindahl) // => ok(0.5)
 * concentration([0]) // => ok(null)
 * ```
 */
export function concentration(amounts: Sample): Result<Concentration | null, NotFinite | InvalidArgument> {
  const finite = finiteSample(amounts)
  if (finite.isErr()) return err(finite.error)
  if (finite.value.some((amount) => amount < 0)) return invalidArgument('amounts', 'numbers from 0')
  const descending = finite.value
    .filter((amount) => amount > 0)
    .sort()
    .reverse()
  if (descending.length === 0) return ok(null)
  const total = sumOf(descending)
  const shares = descending.map((amount) => amount / total)
  let sum = 0
  return ok({
    categories: shares.length,
    total,
    herfindahl: sumOf(shares.map((share) => share * share)),
    entropyNats: Math.abs(sumOf(shares.map((share) => share * Math.log(share)))),
    cumulativeShares: Array.from(descending, (amount) => {
      sum += amount
      return sum / total
    }),
  })
}
