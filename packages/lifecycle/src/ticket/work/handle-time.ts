import type { ActorRef } from '@caseload/core'
import type { WorkLogged } from './work-events.ts'

/** How long people worked. */
export interface HandleTime {
  /** The sum of all work, in ms; null where none was logged, which is not the same as none done. */
  readonly durationMs: number | null
  /** The sum of each person's work, in ms, sorted by person. */
  readonly byWorker: readonly {
    /** Who worked. */
    readonly worker: ActorRef
    /** How long, in ms. */
    readonly durationMs: number
  }[]
  /** Pairs of entries of one person that lie over each other, wherever they were logged: whoever was in two places at once is asked about it. */
  readonly overlaps: readonly WorkOverlap[]
}

/** Two entries of one person for the same time. */
export interface WorkOverlap {
  /** Whose. */
  readonly worker: ActorRef
  /** Places of the two entries in the list that was given, the earlier first. */
  readonly entries: readonly [number, number]
  /** How much they share, in ms. */
  readonly overlapMs: number
}

/**
 * How long people worked, out of `work-logged` events of one ticket or of many.
 *
 * Entries without start and stop count for the sum and overlap nothing. An overlap is flagged, never taken off: which of the two entries is wrong is for people to say.
 *
 * @param entries - Events `work-logged`, in any order; not mutated.
 * @returns Sums and overlaps, these in the order of their entries.
 *
 * @example
 * ```ts
 * import { instant } from '@caseload/core'
 * import { handleTime, type WorkLogged } from '@caseload/lifecycle'
 *
 * handleTime([]).durationMs // => null
 * const entry = (from: string, to: string): WorkLogged => ({
 *   type: 'work-logged', at: instant(to), actor: 'agent:agt_ada',
 *   data: { worker: 'agent:agt_ada', durationMs: instant(to) - instant(from), from: instant(from), to: instant(to), overlapMs: 0, code: null },
 * })
 * const day = handleTime([entry('2026-03-02T09:00Z', '2026-03-02T09:30Z'), entry('2026-03-02T09:20Z', '2026-03-02T10:00Z')])
 * day.durationMs // => 70 * 60_000
 * day.overlaps // => [{ worker: 'agent:agt_ada', entries: [0, 1], overlapMs: 10 * 60_000 }]
 * ```
 */
export function handleTime(entries: readonly WorkLogged[]): HandleTime {
  const sums = new Map<ActorRef, number>()
  for (const { data } of entries) sums.set(data.worker, (sums.get(data.worker) ?? 0) + data.durationMs)
  const byWorker = [...sums]
    .map(([worker, durationMs]) => ({ worker, durationMs }))
    .sort((a, b) => (a.worker < b.worker ? -1 : 1))
  const durationMs = entries.length === 0 ? null : byWorker.reduce((sum, each) => sum + each.durationMs, 0)
  return { durationMs, byWorker, overlaps: overlapsAmong(entries) }
}

function overlapsAmong(entries: readonly WorkLogged[]): readonly WorkOverlap[] {
  const spans = entries
    .flatMap(({ data: { worker, from, to } }, index) => (from === null || to === null ? [] : [{ worker, from, to, index }]))
    .sort((a, b) => (a.worker === b.worker ? a.from - b.from || a.index - b.index : a.worker < b.worker ? -1 : 1))
  const found: WorkOverlap[] = []
  for (const [place, a] of spans.entries()) {
    for (const b of spans.slice(place + 1)) {
      if (b.worker !== a.worker || b.from >= a.to) break
      const pair = [Math.min(a.index, b.index), Math.max(a.index, b.index)] as const
      found.push({ worker: a.worker, entries: pair, overlapMs: Math.min(a.to, b.to) - b.from })
    }
  }
  return found.sort((a, b) => a.entries[0] - b.entries[0] || a.entries[1] - b.entries[1])
}
