import { type Actor, isId, newId, parseInput } from '@caseload/core'
import {
  clockReads,
  eraseQueue,
  incidentQueue,
  planTimer,
  rearmQueue,
  recordedEvents,
  relativesOf,
  slaQueue,
  timerQueues,
  timerReads,
} from '@caseload/planner'
import type { Claim, Ref, WorkClaim } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { attemptLimit, pauseMs } from '../engine/attempts.ts'
import type { Engine } from '../engine/engine.ts'
import { readFor } from '../engine/read-for.ts'
import { sweepCustomer } from '../erasure/sweep-customer.ts'
import { type CommandProblem, contended, type QueryProblem } from '../problems.ts'
import { pinned } from '../registry/pin.ts'
import { fireClocks } from '../sla/fire-clocks.ts'
import { rearmTimers } from './rearm-timers.ts'
import { resolveIncident } from './resolve-incident.ts'
import type { RunTimersOptions, TimerReport, TimerTrouble } from './timer-report.ts'

const optionsSchema = z.strictObject({
  limit: z.exactOptional(z.int().min(1).max(1_000_000)),
  worker: z.exactOptional(z.string().regex(/^[A-Za-z0-9._:~-]{1,64}$/)),
})

const leaseMs = 60_000
const batch = 100
const actor: Actor = { kind: 'system', id: 'timers' }

type Done = 'rearmed' | 'acted' | 'withoutReason' | 'postponed' | { readonly refused: TimerTrouble }

/** Claims what is due, decides it afresh and commits the effect together with the settlement, until nothing is due or the limit is reached. */
export async function runDueTimers(engine: Engine, options: RunTimersOptions): Promise<Result<TimerReport, QueryProblem>> {
  const parsed = parseInput(optionsSchema, options)
  if (parsed.isErr()) return err(parsed.error)
  const { limit = 1000, worker = 'desk' } = parsed.value
  const report = { acted: 0, withoutReason: 0, postponed: 0 }
  const refused: TimerTrouble[] = []
  const failed: TimerTrouble[] = []
  const now = engine.clock.now()
  for (let left = limit; left > 0; ) {
    const queues = [...timerQueues, slaQueue, incidentQueue, eraseQueue, rearmQueue]
    const claimed = await engine.store.claim({ worker, limit: Math.min(batch, left), leaseMs, queues, now })
    if (claimed.isErr()) return err(claimed.error)
    if (claimed.value.length === 0) break
    for (const claim of claimed.value) {
      if (!isWork(claim)) continue
      const done = await runOne(engine, claim)
      if (done.isErr()) failed.push(trouble(claim, done.error))
      else if (done.value === 'rearmed') continue
      else if (typeof done.value === 'string') report[done.value] += 1
      else refused.push(done.value.refused)
    }
    left -= claimed.value.length
  }
  return ok({ ...report, refused, failed })
}

async function runOne(engine: Engine, claim: WorkClaim): Promise<Result<Done, CommandProblem>> {
  if (claim.queue === eraseQueue) return finishErasure(engine, claim)
  return engine.turns.take(`${claim.tenant}/${claim.id}`, async () => {
    const pin = await pinned(engine, claim.tenant)
    return pin.isErr() ? err(pin.error) : fire(pin.value, claim)
  })
}

async function fire(engine: Engine, claim: WorkClaim): Promise<Result<Done, CommandProblem>> {
  const { store, clock } = engine
  const { tenant, token, id } = claim
  if (claim.queue === slaQueue && isId('tkt', id)) return fireClocks(engine, claim, id, actor)
  if (claim.queue === rearmQueue) return rearmTimers(engine, claim)
  if (claim.queue === incidentQueue) return resolveIncident(engine, claim, actor)
  const queue = timerQueues.find((known) => known === claim.queue)
  if (queue === undefined || !isId('tkt', id)) return settle(engine, claim)
  const timer = { queue, ticketId: id, token, commandId: newId('cmd', engine.ids) }
  for (let tried = 1; tried <= attemptLimit; tried += 1) {
    const policies = engine.policiesOf(tenant)
    const withTheirClocks = (refs: readonly Ref[]) => clockReads({ refs, lookups: [] }, policies)
    const wanted = withTheirClocks([timerReads(timer)])
    const loaded = await readFor(store, tenant, wanted, (read) => withTheirClocks(relativesOf(read, timer.ticketId)).refs)
    if (loaded.isErr()) return err(loaded.error)
    const now = clock.now()
    if (engine.policiesAt(tenant, now) !== policies) continue
    const planned = planTimer(loaded.value, timer, policies, { actor, at: now, recordedAt: now, number: null })
    if (planned.isErr()) return err(planned.error)
    const outcome = planned.value
    if (outcome.do === 'wait') {
      const released = await store.lease([{ op: 'release', token, dueAt: outcome.until }])
      return released.isErr() ? err(released.error) : ok('postponed')
    }
    const { writes, work, expect } = outcome.plan
    const events = recordedEvents(outcome.plan, policies)
    const committed = await store.commit(tenant, { key: timer.commandId, writes, events, work, expect })
    if (committed.isOk()) {
      if (outcome.do === 'refused') return ok({ refused: trouble(claim, outcome.rejection) })
      return ok(outcome.do === 'act' ? 'acted' : 'withoutReason')
    }
    // Whoever moved the timer meanwhile took it out of our hands: it comes again when it is due.
    if (committed.error.kind === 'storage/fenced') return ok('postponed')
    if (committed.error.kind !== 'storage/conflict') return err(committed.error)
    await engine.sleep(pauseMs(tried - 1, engine.entropy))
  }
  return err(contended(attemptLimit))
}

async function finishErasure(engine: Engine, claim: WorkClaim): Promise<Result<Done, CommandProblem>> {
  if (!isId('cus', claim.id)) return settle(engine, claim)
  const swept = await sweepCustomer(engine, claim.tenant, claim.id)
  if (swept.isErr()) return err(swept.error)
  const settled = await settle(engine, claim)
  if (settled.isErr()) return err(settled.error)
  const scrubbed = await engine.admin.scrub()
  return scrubbed.isErr() ? err(scrubbed.error) : ok('acted')
}

async function settle(engine: Engine, { tenant, token }: WorkClaim): Promise<Result<Done, CommandProblem>> {
  const committed = await engine.store.commit(tenant, {
    key: newId('cmd', engine.ids),
    writes: [],
    events: [],
    work: [{ op: 'settle', token }],
  })
  if (committed.isOk()) return ok('withoutReason')
  return committed.error.kind === 'storage/fenced' ? ok('postponed') : err(committed.error)
}

function isWork(claim: Claim): claim is WorkClaim {
  return 'queue' in claim
}

function trouble(claim: WorkClaim, problem: CommandProblem): TimerTrouble {
  return { tenant: claim.tenant, queue: claim.queue, id: claim.id, problem }
}
