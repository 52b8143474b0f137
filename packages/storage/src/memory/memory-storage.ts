import { type Clock, instant, type TenantId } from '@caseload/core'
import { err, errAsync, ok, okAsync, type Result } from 'neverthrow'
import { countDocs } from '../evaluate/count-docs.ts'
import { decideBackfill } from '../evaluate/decide-backfill.ts'
import { decideClaim } from '../evaluate/decide-claim.ts'
import { decideCommit } from '../evaluate/decide-commit.ts'
import { decideLease } from '../evaluate/decide-lease.ts'
import { findDocs } from '../evaluate/find-docs.ts'
import { loadDocs } from '../evaluate/load-docs.ts'
import { readJournal } from '../evaluate/read-journal.ts'
import type { TableIndexes, Tables } from '../evaluate/tables.ts'
import { checkKinds } from '../guard/check-kinds.ts'
import { randomSecret } from '../names/random-secret.ts'
import type { KindSpec } from '../port/kind-spec.ts'
import { storageUnavailable } from '../port/problem-factories.ts'
import type { StorageUnavailable } from '../port/problems.ts'
import type { OpenStore, Storage } from '../port/storage.ts'
import { contractLimits } from '../port/store-about.ts'
import type { StoreAdapter } from '../port/store-adapter.ts'
import { memoryAdmin } from './memory-admin.ts'
import { carryOut, completed, declare, emptyState, type MemoryState, tenantOf } from './memory-state.ts'

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
 * Every `open` of one value is a handle of its own on the same data, which lives as long as the value. Fields declared since documents were stored are filled in
 * by opening. `storage/invalid` for kinds that contradict themselves; `storage/corrupt` where a new field that is not nullable finds no value in a document;
 * `storage/unavailable`, `schema` where a look-up name is declared unique and several documents have one value.
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
  const state = emptyState()
  const clock = options.clock ?? { now: () => instant(Date.now()) }
  const secret = options.secret ?? randomSecret
  return {
    name: 'memory',
    open({ kinds }) {
      const filled = checkKinds(kinds).andThen(() => decideBackfill(state.tenants, kinds))
      if (filled.isErr()) return errAsync(filled.error)
      carryOut(state, filled.value)
      declare(state, kinds)
      return okAsync(openMemory(state, kinds, clock, secret))
    },
  }
}

function openMemory(state: MemoryState, kinds: readonly KindSpec[], clock: Clock, secret: () => string): OpenStore {
  let closed = false

  const store: StoreAdapter = {
    about: { name: 'memory', contract: 1, durability: 'memory', writers: 'one-process', lanes: 1, limits: contractLimits },
    commit(tenant, change) {
      if (closed) return err(storageUnavailable('closed'))
      const { tables, indexes } = tenantOf(state, tenant)
      const decided = decideCommit(tables, kinds, tenant, change, clock.now(), indexes)
      return decided.map((decision) => carryOut(state, completed(state, decision)))
    },
    load: (tenant, refs) => answer(() => loadDocs(tenantOf(state, tenant).tables, refs)),
    find: (tenant, query) => read(tenant, query, findDocs),
    count: (tenant, query) => read(tenant, query, countDocs),
    journal: (tenant, wanted) => read(tenant, wanted, readJournal),
    claim: (request) => answer(() => carryOut(state, decideClaim(state.tenants, request, clock.now(), secret()))),
    lease: (changes) => answer(() => changes.map((change) => carryOut(state, decideLease(state.tenants, change, clock.now())))),
    close() {
      closed = true
      return okAsync(undefined)
    },
  }
  return { store, admin: memoryAdmin(state, kinds, () => closed) }

  function read<Wanted, Value>(
    tenant: TenantId,
    wanted: Wanted,
    work: (tables: Tables, wanted: Wanted, indexes: TableIndexes) => Value,
  ): Result<Value, StorageUnavailable> {
    return answer(() => {
      const { tables, indexes } = tenantOf(state, tenant)
      return work(tables, wanted, indexes)
    })
  }

  function answer<Value>(work: () => Value): Result<Value, StorageUnavailable> {
    return closed ? err(storageUnavailable('closed')) : ok(work())
  }
}
