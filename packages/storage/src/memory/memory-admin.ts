import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { decideImport } from '../evaluate/decide-import.ts'
import { decideRedaction } from '../evaluate/decide-redaction.ts'
import { decidePruning } from '../evaluate/decide-removal.ts'
import { exportTables } from '../evaluate/export-tables.ts'
import { followerLags } from '../evaluate/follower-lags.ts'
import { verifyTables } from '../evaluate/verify-tables.ts'
import type { KindSpec } from '../port/kind-spec.ts'
import { storageUnavailable } from '../port/problem-factories.ts'
import type { StorageUnavailable } from '../port/problems.ts'
import { contractLimits } from '../port/store-about.ts'
import type { StoreAdmin } from '../port/store-admin.ts'
import { readExport } from '../transfer/read-export.ts'
import { carryOut, forgetTenant, type MemoryState, tenantOf } from './memory-state.ts'

/** The operator's side of a memory store. */
export function memoryAdmin(state: MemoryState, kinds: readonly KindSpec[], isClosed: () => boolean): StoreAdmin {
  return {
    migrate: () => answer(() => ({ from: 1, to: 1, applied: [], pending: [] })),
    redact: (tenant, entries) => answer(() => carryOut(state, decideRedaction(tenantOf(state, tenant).tables, tenant, entries))),
    scrub: () => answer(() => undefined),
    async *exportTenant(tenant) {
      if (isClosed()) throw new Error('the store was closed', { cause: storageUnavailable('closed') })
      yield* exportTables(tenantOf(state, tenant).tables, kinds, tenant)
    },
    importTenant(tenant, lines) {
      const work = async () => {
        const read = await readExport(lines, kinds, contractLimits)
        if (isClosed()) return err(storageUnavailable('closed'))
        return read
          .andThen((found) => decideImport(tenantOf(state, tenant).tables, tenant, found))
          .map((all) => carryOut(state, all))
      }
      return new ResultAsync(work())
    },
    dropTenant: (tenant) => answer(() => forgetTenant(state, tenant)),
    prune: (policy) => answer(() => carryOut(state, decidePruning(state.tenants, policy))),
    verify: (tenant) => answer(() => verifyTables(tenantOf(state, tenant).tables)),
    lag: (request) => answer(() => followerLags(state.tenants, request)),
  }

  function answer<Value>(work: () => Value): ResultAsync<Value, StorageUnavailable> {
    const result: Result<Value, StorageUnavailable> = isClosed() ? err(storageUnavailable('closed')) : ok(work())
    return new ResultAsync(Promise.resolve(result))
  }
}
