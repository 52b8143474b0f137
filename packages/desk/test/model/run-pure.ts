import { manualClock } from '@caseload/core/testing'
import { holdAll } from './invariants.ts'
import { type Move, plainMove } from './move.ts'
import { type PureOptions, purePolicies, pureWorld } from './pure-world.ts'

/** Makes all moves in a world without a store, and throws where anything that must hold does not, before and after time has done what it has to. `seen` is told the type of each event. */
export function runPure(moves: readonly Move[], options: PureOptions = {}): void {
  const clock = manualClock('2026-03-02T09:00:00Z')
  const world = pureWorld(clock, options)
  for (let pick = 2; pick < 5; pick += 1) world.make({ ...plainMove, pick })
  for (const move of moves) world.make(move)
  for (const settled of [false, true]) {
    if (settled) world.runTimers()
    holdAll(world, { policies: purePolicies, now: clock.now(), handed: world.handed(), settled })
  }
}
