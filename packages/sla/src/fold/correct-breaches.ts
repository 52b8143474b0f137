import type { Instant } from '@caseload/core'
import type { SlaState } from './sla-state.ts'

/** A breach as an event recorded it. */
export interface RecordedBreach {
  /** The clock. */
  readonly clock: string
  /** Its cycle. */
  readonly cycle: number
  /** The goal. */
  readonly goal: string
  /** When it was said to be missed. */
  readonly breachedAt: Instant
}

/** A difference between what was recorded and what is so: to be recorded in turn, since nothing recorded is rewritten. */
export interface BreachCorrection {
  /** The clock. */
  readonly clock: string
  /** Its cycle. */
  readonly cycle: number
  /** The goal. */
  readonly goal: string
  /** What was recorded; null where nothing was. */
  readonly recordedAt: Instant | null
  /** What is so; null where the goal was not missed. */
  readonly breachedAt: Instant | null
}

/**
 * Compares recorded breaches with the state computed from signals, which is the truth: late signals, mended calendars and slept timers show here.
 *
 * @param recorded - What events said; of several of one goal the last counts.
 * @param state - The clocks, as computed.
 * @returns Every difference, by clock, cycle and goal; none where all agree.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileSla, correctBreaches, slaState } from '@caseload/sla'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] }))
 * const state = slaState(sla, { signals: [{ type: 'started', at: '2026-03-02T08:00Z' }] }, '2026-03-02T13:00Z')
 * const breach = { clock: 'firstReply', cycle: 1, goal: 'main', breachedAt: instant('2026-03-02T12:00Z') }
 * correctBreaches([breach], state) // => []
 * correctBreaches([], state).map(({ recordedAt, breachedAt }) => [recordedAt, breachedAt]) // => [[null, instant('2026-03-02T12:00Z')]]
 * ```
 */
export function correctBreaches(recorded: readonly RecordedBreach[], state: SlaState): readonly BreachCorrection[] {
  const differences = new Map<string, BreachCorrection>()
  for (const { clock, cycle, goal, breachedAt } of recorded) {
    differences.set(`${clock}/${cycle}/${goal}`, { clock, cycle, goal, recordedAt: breachedAt, breachedAt: null })
  }
  for (const { clock, current, earlier } of Object.values(state.clocks)) {
    for (const { cycle, goals } of current === null ? earlier : [...earlier, current]) {
      for (const { id, breachedAt } of goals) {
        const key = `${clock}/${cycle}/${id}`
        const recordedAt = differences.get(key)?.recordedAt ?? null
        if (recordedAt === breachedAt) differences.delete(key)
        else differences.set(key, { clock, cycle, goal: id, recordedAt, breachedAt })
      }
    }
  }
  return [...differences.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, difference]) => difference)
}
