import type { TenantId } from '@caseload/core'
import { type RowChange, type TableMaps, type TableName, tableNames } from './tables.ts'

/** A tenant that has nothing. */
export function emptyTables(): TableMaps {
  return {
    doc: new Map(),
    removed: new Map(),
    entry: new Map(),
    stream: new Map(),
    receipt: new Map(),
    work: new Map(),
    follower: new Map(),
  }
}

/**
 * Changes rows in memory, for adapters that keep everything there.
 *
 * @param tenants - What there is; a tenant that is not there yet is added.
 * @param changes - As the functions of this entry gave them.
 *
 * @example
 * ```ts
 * import { orThrow, parseTenantId } from '@caseload/core'
 * import { applyChanges, type RowChange } from '@caseload/storage/evaluate'
 *
 * const acme = orThrow(parseTenantId('acme'))
 * const tenants = new Map()
 * applyChanges(tenants, [[acme, 'stream', 'tkt_1', 3]])
 * tenants.get(acme)?.stream.get('tkt_1') // => 3
 * ```
 */
export function applyChanges(tenants: Map<TenantId, TableMaps>, changes: readonly RowChange[]): void {
  for (const change of changes) {
    const [tenant] = change
    let tables = tenants.get(tenant)
    if (tables === undefined) {
      tables = emptyTables()
      tenants.set(tenant, tables)
    }
    applyChange(tables, change)
  }
}

/** Changes one row of a tenant. */
export function applyChange<Name extends TableName>(tables: TableMaps, [, table, key, row]: RowChange<Name>): void {
  if (row === null) tables[table].delete(key)
  else tables[table].set(key, row)
}

/**
 * All rows of a tenant as changes of nothing, for adapters that write their file anew.
 *
 * @param tables - What there is.
 * @param tenant - Whose it is.
 *
 * @example
 * ```ts
 * import { orThrow, parseTenantId } from '@caseload/core'
 * import { allChanges, emptyTables } from '@caseload/storage/evaluate'
 *
 * const tables = emptyTables()
 * tables.stream.set('tkt_1', 3)
 * allChanges(tables, orThrow(parseTenantId('acme'))) // => [['acme', 'stream', 'tkt_1', 3]]
 * ```
 */
export function allChanges(tables: TableMaps, tenant: TenantId): readonly RowChange[] {
  return tableNames.flatMap((name) => rowsOf(tables, tenant, name))
}

function rowsOf<Name extends TableName>(tables: TableMaps, tenant: TenantId, name: Name): readonly RowChange<Name>[] {
  return [...tables[name]].map(([key, row]): RowChange<Name> => [tenant, name, key, row])
}
