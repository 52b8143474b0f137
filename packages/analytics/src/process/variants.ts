import { TraceTrie } from '../facts/trace-trie.ts'
import { variantKey } from '../facts/variant-key.ts'
import { caseSteps } from './case-steps.ts'
import type { ProcessLog } from './process-log.ts'

/** One way through the process, from first step to last. */
export interface Variant {
  /** Its key, see `variantKey`. */
  readonly key: string
  /** Its steps, oldest first. */
  readonly steps: readonly string[]
  /** Cases that went this way. */
  readonly cases: number
  /** Those as a share of all cases with a step. */
  readonly share: number
}

/**
 * The different ways cases went through the process, most frequent first, ties by key. Cases without a step are left out.
 *
 * @param log - A process log.
 *
 * @example
 * ```ts
 * import { processLog, variants } from '@caseload/analytics'
 * import { orThrow } from '@caseload/core'
 *
 * variants(orThrow(processLog([]))) // => []
 * ```
 */
export function variants(log: ProcessLog): readonly Variant[] {
  const { order, starts } = caseSteps(log)
  const trie = new TraceTrie()
  const counts = new Map<number, number>()
  let cases = 0
  for (let place = 0; place < log.cases.length; place += 1) {
    let node = 0
    for (const step of order.subarray(starts[place], starts[place + 1])) {
      node = trie.step(node, log.activities[log.activityOf[step] ?? 0] ?? '')
    }
    if (node === 0) continue
    cases += 1
    counts.set(node, (counts.get(node) ?? 0) + 1)
  }
  const found = Array.from(counts, ([node, count]) => {
    const steps = trie.path(node)
    return { key: variantKey(steps), steps, cases: count, share: count / cases }
  })
  return found.sort((a, b) => b.cases - a.cases || (a.key < b.key ? -1 : 1))
}
