import type { Instant } from '@caseload/core'
import type { ClockCycle, CycleEnding, Pause, Retarget, SlaState } from './sla-state.ts'

/** What every turn of a clock says. */
export interface ClockTurnHead {
  /** When. */
  readonly at: Instant
  /** The clock. */
  readonly clock: string
  /** Its cycle, 1 for the first. */
  readonly cycle: number
}

/** A turn in the life of a clock. */
export type ClockTurn = ClockTurnHead &
  (
    | {
        /** It began to run, or to wait where it is paused at once; or runs again. */
        readonly turn: 'activated' | 'resumed'
      }
    | {
        /** It stands still. */
        readonly turn: 'paused'
        /** Why. */
        readonly reason: Pause['reason']
      }
    | {
        /** A goal was missed: the deadline itself, whoever looked when. */
        readonly turn: 'breached'
        /** Which goal. */
        readonly goal: string
      }
    | {
        /** A goal came to have another time. */
        readonly turn: 'retargeted'
        /** Which goal, from what to what. */
        readonly change: Retarget
      }
    | {
        /** It ended with what it was for. */
        readonly turn: 'fulfilled'
      }
    | {
        /** It ended without. */
        readonly turn: 'cancelled'
        /** How. */
        readonly ending: Exclude<CycleEnding, 'fulfilled'>
      }
  )

const ranks: Readonly<Record<ClockTurn['turn'], number>> = {
  breached: 0,
  fulfilled: 1,
  cancelled: 2,
  activated: 3,
  retargeted: 4,
  resumed: 5,
  paused: 6,
}

/**
 * Everything that happened to the clocks of a ticket, as events would tell it, oldest first: activated, paused, resumed, retargeted, breached, fulfilled, cancelled. At one instant an ending
 * stands before a beginning. A miss that a continued cycle took over stands with the cycle it happened in only.
 *
 * @param state - The clocks.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { clockHistory, compileSla, slaState } from '@caseload/sla'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { agentWork: 'PT1H' } }] }))
 * const signals = [
 *   { type: 'started', at: '2026-03-02T08:00Z' },
 *   { type: 'category-changed', at: '2026-03-02T08:30Z', category: 'pending' },
 *   { type: 'category-changed', at: '2026-03-02T09:30Z', category: 'open' },
 *   { type: 'category-changed', at: '2026-03-02T11:00Z', category: 'resolved' },
 * ] as const
 * clockHistory(slaState(sla, { signals }, '2026-03-02T12:00Z')).map(({ turn, at }) => [turn, new Date(at).toISOString().slice(11, 16)])
 * // => [['activated', '08:00'], ['paused', '08:30'], ['resumed', '09:30'], ['breached', '10:00'], ['fulfilled', '11:00']]
 * ```
 */
export function clockHistory(state: SlaState): readonly ClockTurn[] {
  return Object.values(state.clocks)
    .flatMap(({ clock, current, earlier }) =>
      (current === null ? earlier : [...earlier, current]).flatMap((cycle) => turnsOf(clock, cycle)),
    )
    .sort(inOrderOfTurns)
}

/** Compares turns by their instant, then by clock; at one instant an ending stands before a beginning. */
export function inOrderOfTurns(a: ClockTurn, b: ClockTurn): number {
  return a.at - b.at || compare(a.clock, b.clock) || ranks[a.turn] - ranks[b.turn]
}

function turnsOf(clock: string, cycle: ClockCycle): readonly ClockTurn[] {
  const head = (at: Instant): ClockTurnHead => ({ at, clock, cycle: cycle.cycle })
  const { pauses, retargets, goals, ending, endedAt, startedAt } = cycle
  const turns: ClockTurn[] = [{ ...head(startedAt), turn: 'activated' }]
  for (const [index, { from, to, reason }] of pauses.entries()) {
    turns.push({ ...head(from), turn: 'paused', reason })
    // From one reason to stand still to the next, and into the end, it does not run in between.
    if (to !== null && to !== endedAt && pauses[index + 1]?.from !== to) turns.push({ ...head(to), turn: 'resumed' })
  }
  for (const change of retargets) turns.push({ ...head(change.at), turn: 'retargeted', change })
  for (const { id, breachedAt } of goals) {
    if (breachedAt !== null && breachedAt >= startedAt) turns.push({ ...head(breachedAt), turn: 'breached', goal: id })
  }
  if (endedAt !== null && ending !== null) {
    turns.push(ending === 'fulfilled' ? { ...head(endedAt), turn: ending } : { ...head(endedAt), turn: 'cancelled', ending })
  }
  return turns
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
