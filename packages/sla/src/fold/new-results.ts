import type { Instant } from '@caseload/core'
import { type ClockTurn, inOrderOfTurns } from './clock-history.ts'
import type { ClockCycle, ClockState, SlaState } from './sla-state.ts'

/** A turn that decides something about a clock: what follows from the ticket's own course is none. */
export type ClockResult = Exclude<ClockTurn, Record<'turn', 'activated' | 'paused' | 'resumed'>>

/**
 * What became of the clocks of a ticket that had not yet become of them in an earlier state: breached, retargeted, fulfilled, cancelled; in the order of `clockHistory`.
 *
 * A miss is the same miss wherever its deadline came to lie, and an ending the same ending whenever it was; a change of a goal is another at another instant.
 *
 * @param state - The clocks.
 * @param before - The same clocks earlier, as far as was told of them; null where nothing was.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compileSla, newClockResults, slaState } from '@caseload/sla'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT1H' } }] }))
 * const opened = { type: 'started', at: '2026-03-02T08:00Z' } as const
 * const answered = { type: 'message', at: '2026-03-02T10:00Z', from: 'agent' } as const
 * const late = slaState(sla, { signals: [opened] }, '2026-03-02T09:30Z')
 * const done = slaState(sla, { signals: [opened, answered] }, '2026-03-02T10:00Z')
 *
 * newClockResults(done, null).map(({ turn }) => turn) // => ['breached', 'fulfilled']
 * newClockResults(done, late).map(({ turn }) => turn) // => ['fulfilled']
 * ```
 */
export function newClockResults(state: SlaState, before: SlaState | null): readonly ClockResult[] {
  const results: ClockResult[] = []
  for (const name in state.clocks) {
    const clock = Object.hasOwn(state.clocks, name) ? state.clocks[name] : undefined
    if (clock === undefined) continue
    const earlier = before !== null && Object.hasOwn(before.clocks, name) ? before.clocks[name] : undefined
    for (const cycle of clock.earlier) addResults(results, name, cycle, cycleOf(earlier, cycle.cycle))
    if (clock.current !== null) addResults(results, name, clock.current, cycleOf(earlier, clock.current.cycle))
  }
  return results.length > 1 ? results.sort(inOrderOfTurns) : results
}

function cycleOf(clock: ClockState | undefined, number: number): ClockCycle | undefined {
  if (clock === undefined || clock.current?.cycle === number) return clock?.current ?? undefined
  return clock.earlier.find(({ cycle }) => cycle === number)
}

function addResults(results: ClockResult[], clock: string, cycle: ClockCycle, before: ClockCycle | undefined): void {
  for (const change of cycle.retargets) {
    const known = before?.retargets.some(({ at, goal }) => at === change.at && goal === change.goal) ?? false
    if (!known) results.push({ at: change.at, clock, cycle: cycle.cycle, turn: 'retargeted', change })
  }
  for (const { id, breachedAt } of cycle.goals) {
    if (!isMissedIn(cycle, breachedAt)) continue
    const known = before?.goals.some((goal) => goal.id === id && isMissedIn(before, goal.breachedAt)) ?? false
    if (!known) results.push({ at: breachedAt, clock, cycle: cycle.cycle, turn: 'breached', goal: id })
  }
  const { endedAt, ending } = cycle
  if (endedAt === null || ending === null) return
  const former = before === undefined || before.endedAt === null ? null : before.ending
  if (former !== null && (former === 'fulfilled') === (ending === 'fulfilled')) return
  const head = { at: endedAt, clock, cycle: cycle.cycle }
  results.push(ending === 'fulfilled' ? { ...head, turn: 'fulfilled' } : { ...head, turn: 'cancelled', ending })
}

/** A miss that a continued cycle took over stands with the cycle it happened in only. */
function isMissedIn({ startedAt }: ClockCycle, breachedAt: Instant | null): breachedAt is Instant {
  return breachedAt !== null && breachedAt >= startedAt
}
