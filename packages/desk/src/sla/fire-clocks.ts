import { type Actor, newId, type TicketId } from '@caseload/core'
import { clockTimerReads, type Loaded, planClockTimer, recordedEvents } from '@caseload/planner'
import type { WorkClaim } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { attemptLimit, pauseMs } from '../engine/attempts.ts'
import type { Engine } from '../engine/engine.ts'
import { type CommandProblem, contended } from '../problems.ts'

/** Carries out what the clocks of a ticket waited for: its steps, their actions, the settlement and the next timer in one commit. */
export async function fireClocks(
  engine: Engine,
  claim: WorkClaim,
  ticketId: TicketId,
  actor: Actor,
): Promise<Result<'acted' | 'withoutReason' | 'postponed', CommandProblem>> {
  const { store, clock } = engine
  const { tenant, token } = claim
  const timer = { ticketId, token, commandId: newId('cmd', engine.ids) }
  for (let tried = 1; tried <= attemptLimit; tried += 1) {
    const docs = await store.load(tenant, clockTimerReads(timer))
    if (docs.isErr()) return err(docs.error)
    const loaded: Loaded = { docs: docs.value, found: [] }
    const now = clock.now()
    const context = { actor, at: now, recordedAt: now, number: null }
    const policies = engine.policiesAt(tenant, now)
    const planned = planClockTimer(loaded, timer, policies, context)
    if (planned.isErr()) return err(planned.error)
    if (planned.value.do === 'wait') {
      const released = await store.lease([{ op: 'release', token, dueAt: planned.value.until }])
      return released.isErr() ? err(released.error) : ok('postponed')
    }
    const { writes, work, expect } = planned.value.plan
    const events = recordedEvents(planned.value.plan, policies)
    const committed = await store.commit(tenant, { key: timer.commandId, writes, events, work, expect })
    if (committed.isOk()) return ok(planned.value.do === 'act' ? 'acted' : 'withoutReason')
    // Whoever moved the timer meanwhile took it out of our hands: it comes again when it is due.
    if (committed.error.kind === 'storage/fenced') return ok('postponed')
    if (committed.error.kind !== 'storage/conflict') return err(committed.error)
    await engine.sleep(pauseMs(tried - 1, engine.entropy))
  }
  return err(contended(attemptLimit))
}
