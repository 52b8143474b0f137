import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'

interface StoredDocument {
  readonly ref: { readonly kind: string; readonly id: string }
  readonly doc: string
}

/** A storage in memory whose documents of some names (`kind/id`) come back damaged: another program wrote them, or a later version. */
export function damagingStorage(): { readonly storage: Storage; readonly damaged: Set<string> } {
  const inner = memoryStorage()
  const damaged = new Set<string>()
  const hurt = <Stored extends StoredDocument>(stored: Stored): Stored =>
    damaged.has(`${stored.ref.kind}/${stored.ref.id}`) ? { ...stored, doc: '{"signals":[{}]}' } : stored
  const storage: Storage = {
    ...inner,
    open: (options) =>
      inner.open(options).map((opened) => {
        const { store } = opened
        const load: typeof store.load = (tenant, refs, more) =>
          store.load(tenant, refs, more).map((docs) => docs.map((doc) => (doc === null ? null : hurt(doc))))
        const find: typeof store.find = (tenant, query, more) =>
          store.find(tenant, query, more).map((page) => ({ ...page, items: page.items.map(hurt) }))
        return { ...opened, store: { ...store, load, find } }
      }),
  }
  return { storage, damaged }
}
