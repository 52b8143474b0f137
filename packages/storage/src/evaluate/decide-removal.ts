import type { TenantId } from '@caseload/core'
import type { PrunePolicy } from '../port/store-admin.ts'
import type { Decision } from './decision.ts'
import type { RowChange, TableName, Tables } from './tables.ts'

/** See `StoreAdmin.dropTenant`: every row goes. */
export function decideDrop(tables: Tables, tenant: TenantId): Decision<void> {
  const names: readonly TableName[] = ['doc', 'removed', 'entry', 'stream', 'receipt', 'work', 'follower']
  const changes = names.flatMap((name) => [...tables[name].keys()].map((key): RowChange => [tenant, name, key, null]))
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
