import type { TenantId } from '@caseload/core'
import type { Doc, JsonText, KeyValue, Page, Position, Query } from '@caseload/storage'
import { intIn, textIn } from '../executor/row.ts'
import type { SqlRow, SqlScript } from '../executor/sql-executor.ts'
import { select } from '../executor/statement.ts'
import type { KindTable } from '../tables/kind-table.ts'
import type { SqlDialect } from '../tables/sql-dialect.ts'
import { scalarIn } from '../tables/sql-value-of.ts'
import { docIn } from './load-script.ts'
import { afterCondition, columnOf, filterCondition, type SqlCondition } from './sql-condition.ts'

/** Up to so many documents with a key are fetched and sorted; beyond, the order is walked and each document asked for the key. */
const fewHolders = 1000
const countHolders = `select count(*) as n from (select 1 from key_shared where tenant = ? and kind = ? and name = ? and value = ? limit ${fewHolders + 1}) as holders`

/** A page of documents: one more than asked for is fetched, so that the end is known. */
export function* findScript(
  dialect: SqlDialect,
  table: KindTable,
  tenant: TenantId,
  query: Query<Position>,
): SqlScript<Page<Doc<JsonText>, Position>> {
  const { where = [], sort = [], after, key, limit } = query
  const conditions: SqlCondition[] = [{ sql: 'tenant = ?', params: [tenant] }]
  for (const filter of where) conditions.push(filterCondition(dialect, table, filter))
  if (key !== undefined) conditions.push(yield* keyCondition(table, tenant, key, sort.length > 0))
  if (after !== undefined) conditions.push(afterCondition(table, sort, after))
  const order = [...sort.map(({ field, dir }) => `${columnOf(table, field)} ${dir}`), `id ${sort.at(-1)?.dir ?? 'asc'}`]
  const columns = sort.map(({ field }) => `, ${columnOf(table, field)}`).join('')
  const sql = `select id, version, doc${columns} from ${table.table} where ${conditions.map((condition) => condition.sql).join(' and ')} order by ${order.join(', ')} limit ?`
  const { rows } = yield select(sql, ...conditions.flatMap((condition) => condition.params), limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => docIn(table.kind, row)),
    next: rows.length > limit && last !== undefined ? positionIn(table, query, last) : null,
  }
}

function* keyCondition(table: KindTable, tenant: TenantId, key: KeyValue, sorted: boolean): SqlScript<SqlCondition> {
  const place = [tenant, table.kind, key.name, key.value]
  if (table.uniqueKeys.has(key.name)) {
    return { sql: 'id = (select id from key_unique where tenant = ? and kind = ? and name = ? and value = ?)', params: place }
  }
  if (sorted) {
    const { rows } = yield select(countHolders, ...place)
    if (rows[0] !== undefined && intIn(rows[0], 'n') > fewHolders) {
      const held = `select 1 from key_shared h where h.tenant = ? and h.kind = ? and h.name = ? and h.value = ? and h.id = ${table.table}.id`
      return { sql: `exists (${held})`, params: place }
    }
  }
  return { sql: 'id in (select id from key_shared where tenant = ? and kind = ? and name = ? and value = ?)', params: place }
}

function positionIn(table: KindTable, { sort = [] }: Query<Position>, row: SqlRow): Position {
  const values = sort.map(({ field }) => scalarIn(row, `f_${field}`, table.fieldByName.get(field)?.type ?? 'text'))
  return [...values, textIn(row, 'id')]
}
