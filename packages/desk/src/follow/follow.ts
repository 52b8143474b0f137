import { type InvalidInput, isTenantId, parseInput, type TenantId } from '@caseload/core'
import type { Claim, CommitProblem, FollowClaim, ReadProblem } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { quietly } from '../engine/quietly.ts'
import type { QueryProblem } from '../problems.ts'
import { type Delivery, deliver } from './deliver.ts'
import type { EventBatch, FollowHandler, FollowObservation, FollowOptions, FollowReport, Lag } from './follow-options.ts'
import { timedHandler } from './timed-handler.ts'

const optional = z.exactOptional
const consumerField = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, { error: 'a lower-case letter, then up to 39 lower-case letters, digits or -' })
const tenantField = z.custom<TenantId>(
  (value) => typeof value === 'string' && isTenantId(value),
  '1 to 64 letters, digits or . _ : ~ -',
)
const functionField = <F>() => z.custom<F>((value) => typeof value === 'function', 'a function')
const followSchema = z.strictObject({
  consumer: consumerField,
  handler: functionField<FollowHandler>(),
  options: z.strictObject({
    signal: optional(z.instanceof(AbortSignal)),
    until: optional(z.enum(['stopped', 'caught-up'])),
    tenant: optional(tenantField),
    types: optional(z.array(z.string().min(1).max(64)).min(1).max(100)),
    batch: optional(z.int().min(1).max(500)),
    tenantsAtOnce: optional(z.int().min(1).max(100)),
    leaseMs: optional(z.int().min(1000).max(3_600_000)),
    handlerMs: optional(z.int().min(1000).max(3_600_000)),
    pollMs: optional(z.int().min(1).max(60_000)),
    longestPauseMs: optional(z.int().min(1000).max(3_600_000)),
    giveUp: optional(
      z.strictObject({ after: z.int().min(1), handler: functionField<NonNullable<FollowOptions['giveUp']>['handler']>() }),
    ),
    worker: optional(z.string().regex(/^[A-Za-z0-9._:~-]{1,64}$/)),
    observe: optional(functionField<(observation: FollowObservation) => void>()),
  }),
})

/** A pause after this many failures in a row reaches its longest; more would only overflow. */
const doublings = 20

/** Follows the journals of all tenants: claims those that are ahead, has their events dealt with, and moves on in the same commit as the effect. */
export async function follow(
  engine: Engine,
  consumer: string,
  handler: FollowHandler,
  options: FollowOptions,
): Promise<Result<FollowReport, QueryProblem>> {
  const parsed = parseInput(followSchema, { consumer, handler, options })
  if (parsed.isErr()) return err(parsed.error)
  const {
    signal,
    until = 'stopped',
    tenant,
    types = null,
    batch = 100,
    tenantsAtOnce = 4,
    leaseMs = 30_000,
    handlerMs = 600_000,
    pollMs = 250,
    longestPauseMs = 300_000,
    giveUp = null,
    worker = 'desk',
    observe: onlooker = () => undefined,
  } = parsed.value.options
  const observe = quietly(onlooker)
  const { store, clock, entropy, bell } = engine
  const report = { delivered: 0, gaveUp: 0, failed: 0, lost: 0 }
  /** How many events at once a tenant is trusted with, where that is less than all: one after a failure, then twice as many each time. */
  const trusted = new Map<TenantId, number>()
  /** Claims of a tenant in a row that the store has spoilt: before the handler was asked, and after it had dealt with the events. */
  const spoilt = new Map<TenantId, { readonly unasked: number; readonly unstored: number }>()
  const running = new Set<Promise<void>>()
  let storeFailures = 0
  let ended: QueryProblem | null = null

  const pauseMs = (failures: number, firstMs: number, longestMs: number): number =>
    Math.round(Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, doublings)) * (1 - entropy.next() / 2))

  while (signal?.aborted !== true && ended === null) {
    // Listened for before asking, so that nothing committed meanwhile is overheard.
    const listening = new AbortController()
    const signals = signal === undefined ? [listening.signal] : [listening.signal, signal]
    const heard = bell.heard(pollMs, AbortSignal.any(signals))
    const free = tenantsAtOnce - running.size
    // A batch that ends while it is asked has given its tenant back too late for the answer: then it is asked once more.
    const alone = running.size === 0
    const request = { worker, limit: free, leaseMs, consumer, ...(tenant === undefined ? {} : { tenant }) }
    const claimed = free === 0 ? ok([]) : await store.claim(request)
    if (claimed.isErr()) await storeFailed(claimed.error)
    const claims = claimed.isOk() ? claimed.value.filter(isFollow) : []
    for (const claim of claims) {
      const job = serve(claim).finally(() => running.delete(job))
      running.add(job)
    }
    const idle = claimed.isOk() && running.size === 0
    if (idle && alone && until === 'caught-up') {
      listening.abort()
      break
    }
    if (claimed.isOk() && (alone || !idle)) await Promise.race([...running, heard])
    listening.abort()
  }
  await Promise.all(running)
  return ended === null ? ok(report) : err(ended)

  async function serve(claimed: FollowClaim): Promise<void> {
    const { tenant, token } = claimed
    const { unasked, unstored } = spoilt.get(tenant) ?? { unasked: 0, unstored: 0 }
    // The store counts claims; the handler is told how often it was asked, and given up on for what it did not deal with itself.
    const claim = { ...claimed, attempt: Math.max(1, claimed.attempt - unasked) }
    let asked = false
    const terms = {
      handler: (batch: EventBatch) => {
        asked = true
        return timedHandler(handler, handlerMs)(batch)
      },
      limit: claim.attempt > 1 ? 1 : (trusted.get(tenant) ?? batch),
      types,
      leaseMs,
      giveUp: giveUp === null ? null : { after: giveUp.after + unstored, handler: timedHandler(giveUp.handler, handlerMs) },
      signal: signal ?? null,
    }
    const delivered = await deliver(engine, claim, terms)
    if (delivered.isOk()) {
      storeFailures = 0
      if (delivered.value.did !== 'failed') spoilt.delete(tenant)
      await settled(claim, delivered.value)
      return
    }
    spoilt.set(tenant, asked ? { unasked, unstored: unstored + 1 } : { unasked: unasked + 1, unstored })
    await storeFailed(delivered.error)
    await store.lease([{ op: 'release', token, dueAt: 0 }])
  }

  async function settled({ tenant, token, attempt }: FollowClaim, delivery: Delivery): Promise<void> {
    switch (delivery.did) {
      case 'nothing':
        return
      case 'lost':
        report.lost += 1
        observe({ kind: 'lease-lost', tenant })
        return
      case 'failed': {
        const { events } = delivery.batch
        trusted.set(tenant, 1)
        report.failed += 1
        const atOnce = events.length > 1 || (delivery.race && attempt <= 3)
        const againInMs = atOnce ? 0 : Math.max(1000, pauseMs(attempt, 1000, longestPauseMs))
        observe({
          kind: 'failed',
          tenant,
          event: nameOf(delivery.batch),
          events: events.length,
          attempt,
          problem: delivery.problem,
          againInMs,
        })
        // The lease itself is the pause: no process gets the tenant before it ends, and every process gets the others.
        await store.lease([atOnce ? { op: 'release', token, dueAt: 0 } : { op: 'extend', token, ms: againInMs }])
        return
      }
      case 'gave-up':
        report.gaveUp += 1
        observe({ kind: 'gave-up', tenant, event: nameOf(delivery.batch), problem: delivery.problem })
        return
      case 'delivered': {
        const { events } = delivery.batch
        const trust = (trusted.get(tenant) ?? batch) * 2
        if (trust >= batch) trusted.delete(tenant)
        else trusted.set(tenant, trust)
        report.delivered += events.length
        observe({
          kind: 'delivered',
          tenant,
          events: events.length,
          lagMs: clock.now() - (events[0]?.recordedAt ?? 0),
          end: delivery.end,
        })
      }
    }
  }

  async function storeFailed(problem: CommitProblem | ReadProblem): Promise<void> {
    if (isFinal(problem)) {
      ended ??= problem
      return
    }
    storeFailures += 1
    const againInMs = pauseMs(storeFailures, 100, 10_000)
    observe({ kind: 'store-failed', problem, againInMs })
    await silence(againInMs, signal)
  }
}

/** How far a follower is behind, the furthest tenants first. */
export async function lagOf(engine: Engine, consumer: string, limit: number): Promise<Result<readonly Lag[], QueryProblem>> {
  const schema = z.strictObject({ consumer: consumerField, limit: z.int().min(1).max(500) })
  const parsed: Result<{ consumer: string; limit: number }, InvalidInput> = parseInput(schema, { consumer, limit })
  return parsed.isErr() ? err(parsed.error) : engine.admin.lag(parsed.value)
}

function isFollow(claim: Claim): claim is FollowClaim {
  return 'consumer' in claim
}

/** What waiting does not mend. */
function isFinal(problem: CommitProblem | ReadProblem): boolean {
  if (problem.kind === 'storage/unavailable') return problem.why === 'closed' || problem.why === 'schema'
  return problem.kind === 'storage/invalid' || problem.kind === 'storage/corrupt'
}

function nameOf({ events }: EventBatch): string {
  const [first] = events
  return first === undefined ? '' : `${first.stream}#${first.version}`
}

function silence(durationMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve()
    const end = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, durationMs)
    signal?.addEventListener('abort', end)
  })
}
