import type { TenantId } from '@caseload/core'
import type { Loaded, Reads } from '@caseload/planner'
import type { Ref, Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { DeskFault } from '../problems.ts'

/** Reads everything a request is decided by, all at once; then whatever that tells of, until it tells of nothing more. */
export async function readFor(
  store: Store,
  tenant: TenantId,
  wanted: Reads,
  further: (loaded: Loaded) => readonly Ref[] = () => [],
): Promise<Result<Loaded, DeskFault>> {
  const first = await readOnce(store, tenant, wanted)
  if (first.isErr()) return first
  let loaded = first.value
  const asked = new Set(wanted.refs.map(nameOf))
  for (;;) {
    const more = further(loaded).filter((ref) => !asked.has(nameOf(ref)))
    if (more.length === 0) return ok(loaded)
    for (const ref of more) asked.add(nameOf(ref))
    const docs = await store.load(tenant, more)
    if (docs.isErr()) return err(docs.error)
    loaded = { docs: [...loaded.docs, ...docs.value], found: loaded.found }
  }
}

function nameOf({ kind, id }: Ref): string {
  return `${kind}/${id}`
}

async function readOnce(store: Store, tenant: TenantId, wanted: Reads): Promise<Result<Loaded, DeskFault>> {
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
