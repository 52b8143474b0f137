import { type Instant, newId } from '@caseload/core'
import { rearmEverything } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { CommandProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'

/** That open tickets will be timed anew. */
export interface RearmAnswer {
  /** From when `runDueTimers` goes through them. */
  readonly from: Instant
}

/** Asks for the timers and deadlines of every open ticket to be set anew, whatever set them before. */
export async function askRearm(engine: Engine, { tenant }: Scope): Promise<Result<RearmAnswer, CommandProblem>> {
  const from = engine.clock.now()
  const work = rearmEverything(from)
  const committed = await engine.store.commit(tenant, { key: newId('cmd', engine.ids), writes: [], events: [], work })
  return committed.isErr() ? err(committed.error) : ok({ from })
}
