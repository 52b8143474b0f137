import { type Actor, isId, newId } from '@caseload/core'
import { clockReads, incidentReads, type Loaded, particularsOf, planIncident, problemOf, recordedEvents } from '@caseload/planner'
import type { Ref, WorkClaim } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { attemptLimit, pauseMs } from '../engine/attempts.ts'
import type { Engine } from '../engine/engine.ts'
import { readFor } from '../engine/read-for.ts'
import { type CommandProblem, contended } from '../problems.ts'
import type { TimerTrouble } from './timer-report.ts'

/** Resolves an incident whose problem was resolved, in one commit with the settlement; reports it where the incident's own rules refuse. */
export async function resolveIncident(
  engine: Engine,
  { tenant, queue, id, token, payload }: WorkClaim,
  actor: Actor,
): Promise<Result<'acted' | 'withoutReason' | 'postponed' | { readonly refused: TimerTrouble }, CommandProblem>> {
  const { store, clock } = engine
  const commandId = newId('cmd', engine.ids)
  const problemId = problemOf(payload)
  for (let tried = 1; tried <= attemptLimit; tried += 1) {
    const policies = engine.policiesOf(tenant)
    const known =
      problemId !== null && isId('tkt', id) ? { ticketId: id, problemId, token, commandId, ...particularsOf(payload) } : null
    const further = (loaded: Loaded): readonly Ref[] =>
      known === null ? [] : clockReads({ refs: incidentReads(known, loaded), lookups: [] }, policies).refs
    const loaded = await readFor(store, tenant, { refs: [], lookups: [] }, further)
    if (loaded.isErr()) return err(loaded.error)
    const now = clock.now()
    if (engine.policiesAt(tenant, now) !== policies) continue
    const planned =
      known === null ? null : planIncident(loaded.value, known, policies, { actor, at: now, recordedAt: now, number: null })
    if (planned?.isErr()) return err(planned.error)
    const outcome = planned?.isOk() ? planned.value : null
    if (outcome?.do === 'wait') {
      const released = await store.lease([{ op: 'release', token, dueAt: outcome.until }])
      return released.isErr() ? err(released.error) : ok('postponed')
    }
    const plan = outcome?.plan ?? { writes: [], events: [], work: [{ op: 'settle' as const, token }], expect: [] }
    const { writes, work, expect } = plan
    const events = recordedEvents(plan, policies)
    const committed = await store.commit(tenant, { key: commandId, writes, events, work, expect })
    if (committed.isOk()) {
      if (outcome?.do === 'refused') return ok({ refused: { tenant, queue, id, problem: outcome.rejection } })
      return ok(outcome?.do === 'act' ? 'acted' : 'withoutReason')
    }
    // Whoever moved it meanwhile took it out of our hands: it comes again.
    if (committed.error.kind === 'storage/fenced') return ok('postponed')
    if (committed.error.kind !== 'storage/conflict') return err(committed.error)
    await engine.sleep(pauseMs(tried - 1, engine.entropy))
  }
  return err(contended(attemptLimit))
}
