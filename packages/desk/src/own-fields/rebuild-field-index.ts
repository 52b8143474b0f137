import { newId } from '@caseload/core'
import { fieldLayout, planReindex } from '@caseload/planner'
import type { Doc } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { attemptLimit, pauseMs } from '../engine/attempts.ts'
import type { Engine } from '../engine/engine.ts'
import { type CommandProblem, contended } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { otherLayouts, unindexed } from './field-index-state.ts'

/** What making the index of fields anew came to. */
export interface FieldIndexReport {
  /** Tickets that were written anew. */
  readonly tickets: number
}

/** Tickets in one commit: each may have as many keys as there are fields. */
const batch = 20

/**
 * Makes the index anew of every ticket that was last written by another declaration than the one in force. Commands go on meanwhile: a ticket that changes under it is taken again. Broken off and done again it goes on with
 * what is left.
 */
export async function rebuildFieldIndex(engine: Engine, scope: Scope): Promise<Result<FieldIndexReport, CommandProblem>> {
  const { store } = engine
  const { tenant } = scope
  let tickets = 0
  for (const side of [0, 1]) {
    for (let left = true; left; ) {
      const where = otherLayouts(fieldLayout(engine.policiesOf(tenant).fields))[side]
      if (where === undefined) break
      const page = await store.find(tenant, unindexed(where, batch))
      if (page.isErr()) return err(page.error)
      const written = await reindex(engine, scope, page.value.items)
      if (written.isErr()) return err(written.error)
      tickets += page.value.items.length
      left = page.value.next !== null
    }
  }
  return ok({ tickets })
}

async function reindex(engine: Engine, { tenant }: Scope, read: readonly Doc[]): Promise<Result<void, CommandProblem>> {
  const { store, ids } = engine
  let docs = read
  for (let tried = 1; tried <= attemptLimit; tried += 1) {
    if (docs.length === 0) return ok(undefined)
    const writes = []
    for (const doc of docs) {
      const write = planReindex(doc, engine.policiesOf(tenant))
      if (write.isErr()) return err(write.error)
      writes.push(write.value)
    }
    const committed = await store.commit(tenant, { key: newId('cmd', ids), writes, events: [] })
    if (committed.isOk()) return ok(undefined)
    if (committed.error.kind !== 'storage/conflict') return err(committed.error)
    await engine.sleep(pauseMs(tried - 1, engine.entropy))
    const again = await store.load(
      tenant,
      read.map(({ ref }) => ref),
    )
    if (again.isErr()) return err(again.error)
    docs = again.value.filter((doc) => doc !== null)
  }
  return err(contended(attemptLimit))
}
