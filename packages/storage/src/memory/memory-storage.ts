import { type Clock, instant } from '@caseload/core'
import { err, errAsync, ok, okAsync, type Result, ResultAsync } from 'neverthrow'
import { checkKinds } from '../guard/check-kinds.ts'
import { catalogueKinds } from '../guard/kind-catalogue.ts'
import { randomSecret } from '../names/random-secret.ts'
import type { KindSpec } from '../port/kind-spec.ts'
import { storageUnavailable } from '../port/problem-factories.ts'
import type { StorageUnavailable } from '../port/problems.ts'
import type { OpenStore, Storage } from '../port/storage.ts'
import { contractLimits } from '../port/store-about.ts'
import type { StoreAdapter } from '../port/store-adapter.ts'
import { memoryAdmin } from './memory-admin.ts'
import { commitToMemory } from './memory-commit.ts'
import { countInMemory, findInMemory } from './memory-find.ts'
import { readMemoryJournal } from './memory-journal.ts'
import { findDoc, type MemoryState, tenantOf } from './memory-state.ts'
import { changeMemoryLeases, claimFromMemory } from './memory-work.ts'

/** How a memory store behaves. */
export interface MemoryStorageOptions {
  /** The store's clock, by which leases end and receipts age; by default the host's. */
  readonly clock?: Clock
  /** The random part of lease tokens, at least 128 bits; by default from the platform's cryptographic generator. */
  readonly secret?: () => string
}

/**
 * Keeps everything in memory: for tests, examples and trials. It is the reference of the contract, written to be obvious before it is fast: a list is
 * a walk over all documents of the kind.
 *
 * Every `open` of one value is a handle of its own on the same data, which lives as long as the value. `storage/invalid` for kinds that contradict themselves.
 *
 * @param options - Clock and chance, for tests.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { memoryStorage } from '@caseload/storage/memory'
 *
 * const storage = memoryStorage()
 * const { store } = orThrow(await storage.open({ kinds: [] }))
 * store.about.durability // => 'memory'
 *
 * const refused = await storage.open({ kinds: [{ kind: 'Not A Name', fields: {} }] })
 * refused._unsafeUnwrapErr().kind // => 'storage/invalid'
 * ```
 */
export function memoryStorage(options: MemoryStorageOptions = {}): Storage {
  const state: MemoryState = new Map()
  const clock = options.clock ?? { now: () => instant(Date.now()) }
  const secret = options.secret ?? randomSecret
  return {
    name: 'memory',
    open({ kinds }) {
      const checked = checkKinds(kinds)
      return checked.isErr() ? errAsync(checked.error) : okAsync(openMemory(state, kinds, clock, secret))
    },
  }
}

function openMemory(state: MemoryState, kinds: readonly KindSpec[], clock: Clock, secret: () => string): OpenStore {
  const catalogue = catalogueKinds(kinds)
  let closed = false

  const store: StoreAdapter = {
    about: { name: 'memory', contract: 1, durability: 'memory', writers: 'one-process', lanes: 1, limits: contractLimits },
    commit(tenant, change) {
      if (closed) return errAsync(storageUnavailable('closed'))
      const data = tenantOf(state, tenant)
      const receipt = commitToMemory(data, catalogue, tenant, change, clock.now())
      if (receipt.isOk()) state.set(tenant, data)
      return new ResultAsync(Promise.resolve(receipt))
    },
    load: (tenant, refs) =>
      answer(() => {
        const data = tenantOf(state, tenant)
        return refs.map((ref) => {
          const doc = findDoc(data, ref)
          return doc === undefined ? null : { ref: doc.ref, version: doc.version, doc: doc.body }
        })
      }),
    find: (tenant, query) => answer(() => findInMemory(tenantOf(state, tenant), query)),
    count: (tenant, query) => answer(() => countInMemory(tenantOf(state, tenant), query)),
    journal: (tenant, read) => answer(() => readMemoryJournal(tenantOf(state, tenant), read)),
    claim: (request) => answer(() => claimFromMemory(state, request, clock.now(), secret)),
    lease: (changes) => answer(() => changeMemoryLeases(state, changes, clock.now())),
    close() {
      closed = true
      return okAsync(undefined)
    },
  }
  return { store, admin: memoryAdmin(state, kinds, () => closed) }

  function answer<Value>(work: () => Value): ResultAsync<Value, StorageUnavailable> {
    const result: Result<Value, StorageUnavailable> = closed ? err(storageUnavailable('closed')) : ok(work())
    return new ResultAsync(Promise.resolve(result))
  }
}
