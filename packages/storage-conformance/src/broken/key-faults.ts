import { type KeyValue, storageTaken } from '@caseload/storage'
import { errAsync } from 'neverthrow'
import type { Fault } from './fault.ts'
import type { LaterAdapter } from './later-adapter.ts'
import { committing } from './spoiling.ts'

/** What goes wrong with look-up values. */
export const keyFaults: readonly Fault[] = [
  {
    name: 'looks up values without regard to case',
    store: () => (store) => ({
      ...store,
      find: (tenant, query) =>
        store.find(
          tenant,
          query.key === undefined ? query : { ...query, key: { ...query.key, value: query.key.value.toLowerCase() } },
        ),
    }),
  },
  { name: 'keeps the values a document had before', store: keepsKeys },
  {
    name: 'lets two documents have one unique value',
    store: () =>
      committing((store, tenant, change) =>
        store.commit(tenant, change).orElse((problem) =>
          problem.kind === 'storage/taken'
            ? store.commit(tenant, {
                ...change,
                writes: change.writes.map((write) => (write.op === 'put' ? { ...write, keys: [] } : write)),
              })
            : errAsync(problem),
        ),
      ),
  },
  {
    name: 'tells what a unique value is when it is taken',
    store: () =>
      committing((store, tenant, change) =>
        store
          .commit(tenant, change)
          .mapErr((problem) =>
            problem.kind === 'storage/taken' ? { ...problem, message: JSON.stringify(change.writes) } : problem,
          ),
      ),
  },
  { name: 'takes shared values for unique ones', store: () => asUnique(() => true, false) },
  {
    name: 'looks for taken values write by write, so that two documents cannot swap',
    store: () => asUnique((key) => key.name !== 'tag', false),
  },
  { name: 'keeps the values of what was removed', store: () => asUnique((key) => key.name !== 'tag', true) },
  { name: 'lets a unique value be had once in all tenants', store: acrossTenants },
]

function keepsKeys(): (store: LaterAdapter) => LaterAdapter {
  const had = new Map<string, readonly KeyValue[]>()
  return committing((store, tenant, change) =>
    store.commit(tenant, {
      ...change,
      writes: change.writes.map((write) => {
        if (write.op === 'remove') return write
        const keys = [...(had.get(write.ref.id) ?? []), ...(write.keys ?? [])]
        had.set(write.ref.id, keys)
        return { ...write, keys }
      }),
    }),
  )
}

/** A store that remembers who had a value, and whether removing frees it or not, on its own. */
function asUnique(isUnique: (key: KeyValue) => boolean, forEver: boolean): (store: LaterAdapter) => LaterAdapter {
  const holders = new Map<string, string>()
  return committing((store, tenant, change) => {
    for (const write of change.writes) {
      if (write.op === 'remove') {
        if (!forEver) for (const [text, id] of holders) if (id === write.ref.id) holders.delete(text)
        continue
      }
      for (const key of write.keys ?? []) {
        if (!isUnique(key)) continue
        const text = JSON.stringify([tenant, write.ref.kind, key.name, key.value])
        const holder = holders.get(text) ?? write.ref.id
        if (holder !== write.ref.id) return errAsync(storageTaken({ kind: write.ref.kind, id: holder }, key.name, write.ref))
        holders.set(text, write.ref.id)
      }
    }
    return store.commit(tenant, change)
  })
}

function acrossTenants(): (store: LaterAdapter) => LaterAdapter {
  const owners = new Map<string, { readonly tenant: string; readonly id: string }>()
  return committing((store, tenant, change) => {
    for (const write of change.writes)
      for (const key of write.op === 'put' ? (write.keys ?? []) : []) {
        const text = JSON.stringify([key.name, key.value])
        const owner = owners.get(text) ?? { tenant, id: write.ref.id }
        if (owner.tenant !== tenant && key.name !== 'tag')
          return errAsync(storageTaken({ kind: write.ref.kind, id: owner.id }, key.name, write.ref))
        owners.set(text, owner)
      }
    return store.commit(tenant, change)
  })
}
