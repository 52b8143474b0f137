import { caseSteps } from './case-steps.ts'
import type { ProcessLog } from './process-log.ts'

/** How often one step came directly after another in the same case. */
export interface FollowsEdge {
  /** The earlier step. */
  readonly from: string
  /** The later step. */
  readonly to: string
  /** How often. */
  readonly count: number
}

/** A step and how many cases it stands at an end of. */
export interface EndPoint {
  /** The step. */
  readonly step: string
  /** Cases that begin, or end, with it. */
  readonly cases: number
}

/** Which step follows which. */
export interface DirectlyFollows {
  /** Every pair that occurs, most frequent first, ties by name. */
  readonly edges: readonly FollowsEdge[]
  /** First steps of cases, most frequent first, ties by name. */
  readonly starts: readonly EndPoint[]
  /** Last steps of cases, most frequent first, ties by name. */
  readonly ends: readonly EndPoint[]
}

/**
 * The directly-follows graph of a log: the map of the process as it was lived.
 *
 * @param log - A process log.
 *
 * @example
 * ```ts
 * import { directlyFollows, processLog } from '@caseload/analytics'
 * import { orThrow } from '@caseload/core'
 *
 * directlyFollows(orThrow(processLog([]))) // => { edges: [], starts: [], ends: [] }
 * ```
 */
export function directlyFollows(log: ProcessLog): DirectlyFollows {
  const { order, starts } = caseSteps(log)
  const size = log.activities.length
  const pairs = new Map<number, number>()
  const first = new Map<number, number>()
  const last = new Map<number, number>()
  for (let place = 0; place < log.cases.length; place += 1) {
    let before = -1
    for (const step of order.subarray(starts[place], starts[place + 1])) {
      const activity = log.activityOf[step] ?? 0
      if (before < 0) increase(first, activity)
      else increase(pairs, before * size + activity)
      before = activity
    }
    if (before >= 0) increase(last, before)
  }
  const name = (place: number): string => log.activities[place] ?? ''
  const points = (counts: ReadonlyMap<number, number>): readonly EndPoint[] =>
    Array.from(counts, ([place, cases]) => ({ step: name(place), cases })).sort(
      (a, b) => b.cases - a.cases || compareTexts(a.step, b.step),
    )
  const edges = Array.from(pairs, ([pair, count]) => ({
    from: name(Math.floor(pair / size)),
    to: name(pair % size),
    count,
  })).sort((a, b) => b.count - a.count || compareTexts(a.from, b.from) || compareTexts(a.to, b.to))
  return { edges, starts: points(first), ends: points(last) }
}

function increase(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
