import type { TenantId } from '@caseload/core'
import type { Loaded, Lookup, Reads } from '@caseload/planner'
import type { Doc, Ref, Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { DeskFault } from '../problems.ts'

/** Reads everything a request is decided by, all at once; then whatever that tells of, until it tells of nothing more. */
export async function readFor(
  store: Store,
  tenant: TenantId,
  wanted: Reads,
  further: (loaded: Loaded) => readonly Ref[] = () => [],
  lookups: (loaded: Loaded) => readonly Lookup[] = () => [],
): Promise<Result<Loaded, DeskFault>> {
  const first = await readOnce(store, tenant, wanted)
  if (first.isErr()) return first
  let loaded = first.value
  const asked = new Set(wanted.refs.map(nameOf))
  for (;;) {
    const more = further(loaded).filter((ref) => !asked.has(nameOf(ref)))
    const unasked = lookups(loaded).filter((lookup) => !asked.has(JSON.stringify(lookup)))
    if (more.length === 0 && unasked.length === 0) return ok(loaded)
    for (const ref of more) asked.add(nameOf(ref))
    for (const lookup of unasked) asked.add(JSON.stringify(lookup))
    const next = await readOnce(store, tenant, { refs: more, lookups: unasked })
    if (next.isErr()) return next
    loaded = { docs: [...loaded.docs, ...next.value.docs], found: [...loaded.found, ...next.value.found] }
  }
}

function nameOf({ kind, id }: Ref): string {
  return `${kind}/${id}`
}

const nothing = ok<readonly Doc[], DeskFault>([])

async function readOnce(store: Store, tenant: TenantId, wanted: Reads): Promise<Result<Loaded, DeskFault>> {
  const [docs, ...pages] = await Promise.all([
    wanted.refs.length === 0 ? nothing : store.load(tenant, wanted.refs),
    ...wanted.lookups.map((lookup) => store.find(tenant, lookup)),
  ])
  if (docs.isErr()) return err(docs.error)
  const found = []
  for (const page of pages) {
    if (page.isErr()) return err(page.error)
    found.push(...page.value.items)
  }
  return ok({ docs: docs.value, found })
}
