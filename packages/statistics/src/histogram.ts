import { err, ok, type Result } from 'neverthrow'
import { type InvalidArgument, invalidArgument } from './invalid-argument.ts'
import type { NotFinite } from './not-finite.ts'
import { type Sample, sortedSample } from './sample.ts'
import { valueAt } from './value-at.ts'

/** How a range is cut into bins: a number of bins of equal width (`linear`) or equal ratio (`log`) from the smallest to the largest value, or stated edges. */
export type HistogramOptions =
  | {
      /** Equal widths, or equal ratios for values that spread over orders of magnitude. */
      readonly scale: 'linear' | 'log'
      /** How many bins, from 1 to 10,000; 20 where absent. */
      readonly bins?: number
    }
  | {
      /** At least two edges, strictly ascending. */
      readonly edges: readonly number[]
    }

/** One bar. */
export interface HistogramBin {
  /** Lower edge, inclusive. */
  readonly low: number
  /** Upper edge, exclusive; inclusive in the last bin. */
  readonly high: number
  /** Values in it. */
  readonly count: number
}

/** How often values fall where. `below` + counts + `above` is `n`. */
export interface Histogram {
  /** How many values. */
  readonly n: number
  /** Bars, ascending, without gaps. */
  readonly bins: readonly HistogramBin[]
  /** Values below the first edge; with scale `log` those at or below 0, which have no place on it. */
  readonly below: number
  /** Values above the last edge. */
  readonly above: number
}

/**
 * Counts the values of a sample in adjoining bins.
 *
 * Where all values that have a place are equal there is one bin whose edges are that value.
 *
 * @param sample - The numbers, in any order.
 * @param options - See {@link HistogramOptions}.
 * @returns The bins; null for an empty sample, or with scale `log` one without a value above 0; `statistics/not-finite` with the index of a NaN or infinite value;
 * `statistics/invalid-argument` for `bins` or `edges` out of range.
 *
 * @example
 * ```ts
 * import { histogram } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * histogram([1, 5, 50, 100, 0], { edges: [1, 10, 100] })
 * // => ok({ n: 5, bins: [{ low: 1, high: 10, count: 2 }, { low: 10, high: 100, count: 2 }], below: 1, above: 0 })
 * histogram([], { scale: 'log' }) // => ok(null)
 * ```
 */
export function histogram(sample: Sample, options: HistogramOptions): Result<Histogram | null, NotFinite | InvalidArgument> {
  const sorted = sortedSample(sample)
  if (sorted.isErr()) return err(sorted.error)
  const values = sorted.value
  const edges = 'edges' in options ? checkEdges(options.edges) : evenEdges(values, options.scale, options.bins ?? 20)
  if (edges.isErr()) return err(edges.error)
  const [first] = edges.value
  const last = edges.value.at(-1)
  if (values.length === 0 || first === undefined || last === undefined) return ok(null)
  const bins = edges.value.slice(0, -1).map((low, index) => {
    const high = edges.value[index + 1] ?? last
    const end = index + 2 === edges.value.length ? above(values, high) : atLeast(values, high)
    return { low, high, count: end - atLeast(values, low) }
  })
  return ok({ n: values.length, bins, below: atLeast(values, first), above: values.length - above(values, last) })
}

function checkEdges(edges: readonly number[]): Result<readonly number[], InvalidArgument> {
  const ascending = edges.every((edge, index) => Number.isFinite(edge) && (index === 0 || edge > (edges[index - 1] ?? edge)))
  return ascending && edges.length >= 2 ? ok(edges) : invalidArgument('edges', 'at least two finite numbers, strictly ascending')
}

function evenEdges(sorted: Float64Array, scale: 'linear' | 'log', bins: number): Result<readonly number[], InvalidArgument> {
  if (!(Number.isInteger(bins) && bins >= 1 && bins <= 10_000)) return invalidArgument('bins', 'a whole number from 1 to 10,000')
  const placed = scale === 'log' ? sorted.subarray(above(sorted, 0)) : sorted
  if (placed.length === 0) return ok([])
  const low = valueAt(placed, 0)
  const high = valueAt(placed, placed.length - 1)
  if (low === high) return ok([low, high])
  const inner = Array.from({ length: bins - 1 }, (_, index) => {
    const share = (index + 1) / bins
    return scale === 'log' ? low * (high / low) ** share : low + (high - low) * share
  })
  // Rounding may bring two edges together where the range is only a few doubles wide.
  return ok([low, ...inner.filter((edge, index) => edge > (inner[index - 1] ?? low) && edge < high), high])
}

/** How many sorted values lie below an edge. */
function atLeast(sorted: Float64Array, edge: number): number {
  return firstIndex(sorted, (value) => value >= edge)
}

/** How many sorted values lie at or below an edge. */
function above(sorted: Float64Array, edge: number): number {
  return firstIndex(sorted, (value) => value > edge)
}

function firstIndex(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(valueAt(sorted, middle))) high = middle
    else low = middle + 1
  }
  return low
}
