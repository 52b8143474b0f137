import type { TenantId } from '@caseload/core'
import { policyRegistryRef } from '@caseload/planner'
import { storageConflict } from '@caseload/storage'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { DeskFault, InvalidPolicies } from '../problems.ts'

/**
 * An engine for one errand: it decides by what the registry says now, and every commit of it expects the registry as it was read. So nothing is committed that was decided by policies that were replaced
 * meanwhile: where a commit meets a change, the registry is read again, and the errand, which tries again, decides anew. The first commit of a tenant stores what it was decided by, so that no other process decides by something else.
 */
export async function pinned(engine: Engine, tenant: TenantId): Promise<Result<Engine, DeskFault | InvalidPolicies>> {
  const { book, store, clock } = engine
  const refreshed = await book.refresh(tenant)
  if (refreshed.isErr()) return err(refreshed.error)
  let view = book.view(tenant)
  if (view.expect.length === 0) return ok(engine)
  const expecting: Engine['store']['commit'] = (of, change, options) => {
    if (of !== tenant) return store.commit(of, change, options)
    const committing = async (): Promise<Awaited<ReturnType<typeof store.commit>>> => {
      // The clock stepped back further than anything was kept ready for, or on to what cannot be used: read again, and nothing is recorded by other policies.
      if (!view.isReady(clock.now())) {
        if ((await book.refresh(tenant)).isOk()) view = book.view(tenant)
        const [{ ref, version } = { ref: policyRegistryRef, version: 0 }] = view.expect
        return err(storageConflict('document', ref, version, version))
      }
      const first = view.first(clock.now())
      const writes = [...change.writes, ...first]
      const expect = [...(change.expect ?? []), ...view.expect]
      const committed = await store.commit(of, { ...change, writes, expect }, options)
      const begun = committed.isOk() && first.length > 0
      const lost = committed.isErr() && committed.error.kind === 'storage/conflict'
      if ((begun || lost) && (await book.refresh(tenant)).isOk()) view = book.view(tenant)
      return committed
    }
    return new ResultAsync(committing())
  }
  return ok({
    ...engine,
    policiesOf: (of) => (of === tenant ? view.at(clock.now()) : engine.policiesOf(of)),
    policiesAt: (of, now) => (of === tenant ? view.at(now) : engine.policiesAt(of, now)),
    store: { ...store, commit: expecting },
  })
}
