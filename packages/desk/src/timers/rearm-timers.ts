import { newId } from '@caseload/core'
import { type StatusCategory, statusCategories } from '@caseload/lifecycle'
import { clockReads, planRearm, readDocument, rearmPosition, rearmQueue } from '@caseload/planner'
import type { WorkClaim } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { attemptLimit, pauseMs } from '../engine/attempts.ts'
import type { Engine } from '../engine/engine.ts'
import { readFor } from '../engine/read-for.ts'
import { positionOf, positionText, type WalkPosition, walkStart } from '../migration/open-tickets.ts'
import { type CommandProblem, contended } from '../problems.ts'

/** Tickets in one step: with every timer they have they stay within what a store takes. */
const perCommit = 16

/**
 * Sets the timers of some open tickets as the policies in force say, in one commit with where it goes on. Broken off, the same batch comes again when the lease ends, and comes to the same. A ticket that changes meanwhile is
 * decided anew; one that comes into another category gets the timers of that by the command that brings it there.
 */
export async function rearmTimers(engine: Engine, claim: WorkClaim): Promise<Result<'rearmed' | 'postponed', CommandProblem>> {
  const { store, clock } = engine
  const { tenant, token, id, payload } = claim
  const text = rearmPosition(payload)
  const position = (text === null ? null : positionOf(text)) ?? walkStart
  const key = newId('cmd', engine.ids)
  for (let tried = 1; tried <= attemptLimit; tried += 1) {
    const policies = engine.policiesOf(tenant)
    const { category, after } = position
    const page = await store.find(tenant, {
      kind: 'ticket',
      where: [{ field: 'category', op: 'eq', value: category }],
      sort: [{ field: 'updatedAt', dir: 'asc' }],
      limit: perCommit,
      ...(after === null ? {} : { after }),
    })
    if (page.isErr()) return err(page.error)
    // One that another version stored, in a form that this one cannot read, does not hold up the rest.
    const refs = page.value.items.filter((doc) => readDocument('ticket', doc).isOk()).map(({ ref }) => ref)
    const loaded = await readFor(store, tenant, clockReads({ refs, lookups: [] }, policies))
    if (loaded.isErr()) return err(loaded.error)
    const now = clock.now()
    if (engine.policiesAt(tenant, now) !== policies) continue
    const planned = planRearm(loaded.value, policies, now)
    if (planned.isErr()) return err(planned.error)
    const { writes, work } = planned.value
    const next = page.value.next === null ? afterCategory(category) : { category, after: page.value.next }
    const further =
      next === null
        ? []
        : [{ op: 'schedule', queue: rearmQueue, id, dueAt: claim.dueAt, payload: { after: positionText(next) } } as const]
    const committed = await store.commit(tenant, {
      ...{ key, writes, events: [], work: [{ op: 'settle', token }, ...work, ...further] },
    })
    if (committed.isOk()) return ok('rearmed')
    // Whoever took it over goes on.
    if (committed.error.kind === 'storage/fenced') return ok('postponed')
    if (committed.error.kind !== 'storage/conflict') return err(committed.error)
    await engine.sleep(pauseMs(tried - 1, engine.entropy))
  }
  return err(contended(attemptLimit))
}

/** The beginning of the next category of tickets that are not closed; null after the last. */
function afterCategory(category: StatusCategory): WalkPosition | null {
  const open: readonly StatusCategory[] = statusCategories.filter((each) => each !== 'closed')
  const place = open.indexOf(category)
  const further = place < 0 ? undefined : open[place + 1]
  return further === undefined ? null : { category: further, after: null }
}
