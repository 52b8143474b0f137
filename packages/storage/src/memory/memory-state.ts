import type { TenantId } from '@caseload/core'
import type { Decision } from '../evaluate/decision.ts'
import { applyChange, emptyTables } from '../evaluate/table-maps.ts'
import type { TableMaps } from '../evaluate/tables.ts'
import { type MemoryIndexes, memoryIndexes } from './memory-indexes.ts'

/** Everything a memory store holds. */
export interface MemoryState {
  readonly tenants: Map<TenantId, TableMaps>
  readonly indexes: Map<TenantId, MemoryIndexes>
}

/** A store with nothing. */
export function emptyState(): MemoryState {
  return { tenants: new Map(), indexes: new Map() }
}

/** A tenant's data; an empty one where there is none, kept only if it is written to. */
export function tenantOf(state: MemoryState, tenant: TenantId): { readonly tables: TableMaps; readonly indexes: MemoryIndexes } {
  const tables = state.tenants.get(tenant) ?? emptyTables()
  return { tables, indexes: state.indexes.get(tenant) ?? memoryIndexes(tables) }
}

/** Makes the changes of a decision and gives its answer. */
export function carryOut<Answer>(state: MemoryState, { answer, changes }: Decision<Answer>): Answer {
  for (const change of changes) {
    const [tenant] = change
    const { tables, indexes } = tenantOf(state, tenant)
    state.tenants.set(tenant, tables)
    state.indexes.set(tenant, indexes)
    indexes.follow(change)
    applyChange(tables, change)
  }
  return answer
}

/** Forgets a tenant. */
export function forgetTenant(state: MemoryState, tenant: TenantId): void {
  state.tenants.delete(tenant)
  state.indexes.delete(tenant)
}
