import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { JsonText } from '../port/json-text.ts'
import type { KindSpec } from '../port/kind-spec.ts'
import { storageInvalid, storageUnavailable } from '../port/problem-factories.ts'
import type { StorageUnavailable } from '../port/problems.ts'
import { contractLimits } from '../port/store-about.ts'
import type { StoreAdmin } from '../port/store-admin.ts'
import { exportLines } from '../transfer/export-lines.ts'
import { readExport } from '../transfer/read-export.ts'
import { redactMemory, verifyMemory } from './memory-journal.ts'
import { emptyTenant, type MemoryState, type MemoryTenant, tenantOf } from './memory-state.ts'
import { recordsOf, storeRecords } from './memory-transfer.ts'
import { memoryLag } from './memory-work.ts'

const nothing = 'null' as JsonText

/** The operator's side of a memory store. */
export function memoryAdmin(state: MemoryState, kinds: readonly KindSpec[], isClosed: () => boolean): StoreAdmin {
  return {
    migrate: () => answer(() => ({ from: 1, to: 1, applied: [], pending: [] })),
    redact: (tenant, entries) => answer(() => redactMemory(tenantOf(state, tenant), entries, nothing)),
    scrub: () => answer(() => undefined),
    async *exportTenant(tenant) {
      if (isClosed()) throw new Error('the store was closed', { cause: storageUnavailable('closed') })
      const { counts, records } = recordsOf(tenantOf(state, tenant))
      const lines = exportLines(tenant, counts)
      yield lines.header
      for (const record of records) yield lines.line(record)
      yield lines.trailer()
    },
    importTenant(tenant, lines) {
      const work = async () => {
        const read = await readExport(lines, kinds, contractLimits)
        if (read.isErr()) return err(read.error)
        if (isClosed()) return err(storageUnavailable('closed'))
        if (hasData(tenantOf(state, tenant))) return err(storageInvalid('tenant', 'a tenant that has nothing'))
        const data = emptyTenant()
        storeRecords(data, read.value.records)
        state.set(tenant, data)
        return ok(read.value.counts)
      }
      return new ResultAsync(work())
    },
    dropTenant: (tenant) =>
      answer(() => {
        state.delete(tenant)
      }),
    prune: ({ receiptsOlderThan }) =>
      answer(() => {
        let pruned = 0
        for (const { receipts } of state.values()) {
          for (const [key, { at }] of receipts) if (at < receiptsOlderThan && receipts.delete(key)) pruned += 1
        }
        return pruned
      }),
    verify: (tenant) => answer(() => verifyMemory(tenantOf(state, tenant))),
    lag: (request) => answer(() => memoryLag(state, request)),
  }

  function answer<Value>(work: () => Value): ResultAsync<Value, StorageUnavailable> {
    const result: Result<Value, StorageUnavailable> = isClosed() ? err(storageUnavailable('closed')) : ok(work())
    return new ResultAsync(Promise.resolve(result))
  }
}

function hasData(data: MemoryTenant): boolean {
  const { docs, removed, work, receipts, followers } = data
  const documents = [...docs.values()].some((ofKind) => ofKind.size > 0)
  return documents || data.journal.length > 0 || [removed, work, receipts, followers].some((map) => map.size > 0)
}
