import type { TenantId } from '@caseload/core'
import type { Loaded, Reads } from '@caseload/planner'
import type { Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { DeskFault } from '../problems.ts'

/** Reads everything a request is decided by, all at once. */
export async function readFor(store: Store, tenant: TenantId, wanted: Reads): Promise<Result<Loaded, DeskFault>> {
  const [docs, ...pages] = await Promise.all([
    store.load(tenant, wanted.refs),
    ...wanted.lookups.map(({ kind, key, limit }) => store.find(tenant, { kind, key, limit })),
  ])
  if (docs.isErr()) return err(docs.error)
  const found = []
  for (const page of pages) {
    if (page.isErr()) return err(page.error)
    found.push(...page.value.items)
  }
  return ok({ docs: docs.value, found })
}
