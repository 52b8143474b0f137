import type { PromiseState } from './promise-state.ts'

/** How promises were kept, with what was promised beside it. */
export interface PromiseReport {
  /** Promises looked at. */
  readonly population: number
  /** Of these, kept or broken: the denominator of the shares. */
  readonly settled: number
  /** `kept ÷ settled`; null where nothing is settled. */
  readonly keptShare: number | null
  /** Done earlier than told, by at least `early` of the time told, ÷ settled; null where nothing is settled. */
  readonly exceededShare: number | null
  /** Median of the time told first, from telling to due: where it grows together with `exceededShare`, times are padded. Null where nothing is settled. */
  readonly medianToldMs: number | null
  /** Median time it took, of those done; null where none was. */
  readonly medianTakenMs: number | null
  /** How many were moved at least once. */
  readonly moved: number
}

/**
 * How promises to customers were kept: the share kept, the share exceeded, and beside them how long the promised times were, so that padding shows.
 *
 * @param promises - Promises of any number of tickets.
 * @param early - What counts as exceeded: done with at least this share of the told time left; 0.25 where absent.
 *
 * @example
 * ```ts
 * import { compileSla, promiseReport, slaState } from '@caseload/sla'
 * import { orThrow } from '@caseload/core'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { resolution: 'PT72H' } }] }))
 * const told = { type: 'promise-made', at: '2026-03-02T08:00Z', id: 'call', dueAt: '2026-03-02T12:00Z' } as const
 * const done = { type: 'promise-kept', at: '2026-03-02T09:00Z', id: 'call' } as const
 * const { promises } = slaState(sla, { signals: [told, done] }, '2026-03-03T00:00Z')
 * promises.map(({ status, earlinessMs }) => [status, earlinessMs]) // => [['kept', 3 * 3_600_000]]
 * promiseReport(promises).exceededShare // => 1
 * promiseReport([]).keptShare // => null
 * ```
 */
export function promiseReport(promises: readonly PromiseState[], early = 0.25): PromiseReport {
  const settled = promises.filter(({ status }) => status === 'kept' || status === 'broken')
  const kept = settled.filter(({ status }) => status === 'kept')
  const exceeded = kept.filter(
    ({ earlinessMs, toldAt, dueAt }) => earlinessMs !== null && earlinessMs > 0 && earlinessMs >= early * (dueAt - toldAt),
  )
  const share = (part: readonly PromiseState[]): number | null => (settled.length === 0 ? null : part.length / settled.length)
  return {
    population: promises.length,
    settled: settled.length,
    keptShare: share(kept),
    exceededShare: share(exceeded),
    medianToldMs: median(settled.map(({ toldAt, firstDueAt }) => firstDueAt - toldAt)),
    medianTakenMs: median(settled.flatMap(({ toldAt, doneAt }) => (doneAt === null ? [] : [doneAt - toldAt]))),
    moved: promises.filter(({ moves }) => moves > 0).length,
  }
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}
