import { type InvalidInput, inputIssue, invalidInput, newId, type Problem } from '@caseload/core'
import type { CommitProblem, FollowClaim, JournalPage, ReadProblem, Write } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import { toEvent } from '../engine/recording-store.ts'
import { handlerThrew } from '../problems.ts'
import type { EventBatch, FollowEffect, FollowHandler } from './follow-options.ts'
import { keepLease } from './keep-lease.ts'

/** What came of one claim of a tenant's journal. */
export type Delivery =
  | { readonly did: 'nothing' }
  | { readonly did: 'delivered'; readonly batch: EventBatch; readonly end: boolean }
  | { readonly did: 'gave-up'; readonly batch: EventBatch; readonly problem: Problem; readonly end: boolean }
  | { readonly did: 'failed'; readonly batch: EventBatch; readonly problem: Problem; readonly race: boolean }
  | { readonly did: 'lost' }

/** How one claim is dealt with. */
export interface DeliveryTerms {
  /** Who deals with the events. */
  readonly handler: FollowHandler
  /** At most so many events. */
  readonly limit: number
  /** Only these types; null for all. */
  readonly types: readonly string[] | null
  /** How long a lease lasts. */
  readonly leaseMs: number
  /** When to put an event away, and who does; null for never. */
  readonly giveUp: {
    readonly after: number
    readonly handler: (batch: EventBatch, problem: Problem) => ReturnType<FollowHandler>
  } | null
  /** Ends it. */
  readonly signal: AbortSignal | null
}

/** Reads what a claim has not seen, has it dealt with, and commits the effect together with the new position. */
export async function deliver(
  engine: Engine,
  claim: FollowClaim,
  terms: DeliveryTerms,
): Promise<Result<Delivery, CommitProblem | ReadProblem>> {
  const { store } = engine
  const { tenant, token, after, attempt } = claim
  const { limit, types, giveUp } = terms
  const read = await store.journal(tenant, { after, limit, ...(types === null ? {} : { types }) })
  if (read.isErr()) return err(read.error)
  const page = read.value
  const events = page.entries.flatMap(toEvent)
  if (events.length === 0) return finish(engine, claim, page, {}).then((done) => done.map(() => ({ did: 'nothing' })))

  const lease = keepLease(store, token, terms.leaseMs, terms.signal)
  const batch: EventBatch = {
    tenant,
    events,
    attempt,
    signal: lease.signal,
    load: (refs) => store.load(tenant, refs),
    find: (query) => store.find(tenant, query),
  }
  try {
    const answer = await answerOf(engine, () => terms.handler(batch))
    if (lease.lost()) return ok({ did: 'lost' })
    if (answer.isErr()) {
      const { error: problem } = answer
      if (giveUp === null || events.length > 1 || attempt < giveUp.after)
        return ok({ did: 'failed', batch, problem, race: false })
      const putAway = await answerOf(engine, () => giveUp.handler(batch, problem))
      if (putAway.isErr()) return ok({ did: 'failed', batch, problem: putAway.error, race: false })
      const left = await finish(engine, claim, page, putAway.value)
      return left.map((done) => toDelivery(done, batch, () => ({ did: 'gave-up', batch, problem, end: page.end })))
    }
    const done = await finish(engine, claim, page, answer.value)
    return done.map((result) => toDelivery(result, batch, () => ({ did: 'delivered', batch, end: page.end })))
  } finally {
    lease.end()
  }
}

type Finished = { readonly kind: 'done' } | CommitProblem

function toDelivery(finished: Finished, batch: EventBatch, done: () => Delivery): Delivery {
  if (finished.kind === 'done') return done()
  if (finished.kind === 'storage/fenced') return { did: 'lost' }
  return { did: 'failed', batch, problem: finished, race: finished.kind !== 'storage/invalid' }
}

/** Commits effect and position together. What the handler can mend by doing it again is a value; what the store cannot do is an error. */
async function finish(
  { store, ids }: Engine,
  { tenant, token }: FollowClaim,
  page: JournalPage,
  { writes = [], expect = [] }: FollowEffect,
): Promise<Result<Finished, CommitProblem>> {
  const work = [{ op: 'advance', token, to: page.next }] as const
  const committed = await store.commit(tenant, { key: newId('cmd', ids), writes, expect, events: [], work })
  if (committed.isOk()) return ok({ kind: 'done' })
  const { error } = committed
  const again = ['storage/conflict', 'storage/taken', 'storage/fenced', 'storage/invalid'].includes(error.kind)
  return again ? ok(error) : err(error)
}

async function answerOf(engine: Engine, ask: () => ReturnType<FollowHandler>): Promise<Result<FollowEffect, Problem>> {
  try {
    const answer = await ask()
    return answer.andThen((effect): Result<FollowEffect, InvalidInput> => ownWritesOnly(engine, effect))
  } catch (cause) {
    return err(handlerThrew(cause))
  }
}

/** The desk's own documents change through commands, which also record the events that explain them. */
function ownWritesOnly({ ownKinds }: Engine, effect: FollowEffect): Result<FollowEffect, InvalidInput> {
  const foreign = (effect.writes ?? []).findIndex(({ ref }: Write) => !ownKinds.has(ref.kind))
  if (foreign < 0) return ok(effect)
  return err(invalidInput([inputIssue(['writes', foreign, 'ref', 'kind'], 'a kind that was given to createDesk in kinds')]))
}
