import type { TenantId } from '@caseload/core'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { DeskFault, InvalidPolicies } from '../problems.ts'

/**
 * An engine for one errand: it decides by what the registry says now, and every commit of it expects the registry as it was read. So nothing is committed that was decided by policies that were replaced
 * meanwhile: where a commit meets a change, the registry is read again, and the errand, which tries again, decides anew.
 */
export async function pinned(engine: Engine, tenant: TenantId): Promise<Result<Engine, DeskFault | InvalidPolicies>> {
  const { book, store, clock } = engine
  const refreshed = await book.refresh(tenant)
  if (refreshed.isErr()) return err(refreshed.error)
  let view = book.view(tenant)
  if (view.expect.length === 0) return ok(engine)
  const expecting: Engine['store']['commit'] = (of, change, options) => {
    if (of !== tenant) return store.commit(of, change, options)
    const committing = async () => {
      const committed = await store.commit(of, { ...change, expect: [...(change.expect ?? []), ...view.expect] }, options)
      if (committed.isErr() && committed.error.kind === 'storage/conflict' && (await book.refresh(tenant)).isOk())
        view = book.view(tenant)
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
