import type { TenantId } from '@caseload/core'
import type { PrunePolicy } from '../port/store-admin.ts'
import type { Decision } from './decision.ts'
import { type RowChange, type Tables, tableNames } from './tables.ts'

/** See `StoreAdmin.dropTenant`: every row goes. */
export function decideDrop(tables: Tables, tenant: TenantId): Decision<void> {
  const changes = tableNames.flatMap((name) => [...tables[name].keys()].map((key): RowChange => [tenant, name, key, null]))
  return { answer: undefined, changes }
}

/** See `StoreAdmin.prune`: how many receipts go. */
export function decidePruning(tenants: ReadonlyMap<TenantId, Tables>, { receiptsOlderThan }: PrunePolicy): Decision<number> {
  const changes = [...tenants].flatMap(([tenant, { receipt }]) =>
    [...receipt.keys()]
      .filter((key) => (receipt.get(key)?.at ?? receiptsOlderThan) < receiptsOlderThan)
      .map((key): RowChange => [tenant, 'receipt', key, null]),
  )
  return { answer: changes.length, changes }
}
