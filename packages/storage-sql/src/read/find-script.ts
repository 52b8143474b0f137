import type { TenantId } from '@caseload/core'
import type { Doc, JsonText, KeyValue, Page, Position, Query } from '@caseload/storage'
import { intIn, textIn } from '../executor/row.ts'
import type { SqlRow, SqlScript, SqlValue } from '../executor/sql-executor.ts'
import { select } from '../executor/statement.ts'
import type { KindTable } from '../tables/kind-table.ts'
import { scalarIn, sqlValueOf } from '../tables/sql-value-of.ts'
import { type Listing, rowsUnlessBehind } from './late-read.ts'
import { docIn } from './load-script.ts'
import { afterCondition, columnOf, filterCondition, type SqlCondition } from './sql-condition.ts'

/** Up to so many documents with a key are fetched and sorted; beyond, the order is walked and each document asked for the key. */
const fewHolders = 1000
const countHolders = `select count(*) as n from (select 1 from {key_shared} where tenant = ? and kind = ? and name = ? and value = ? limit ${fewHolders + 1}) as holders`

/** A page of documents: one more than asked for is fetched, so that the end is known. */
export function* findScript(
  table: KindTable,
  tenant: TenantId,
  query: Query<Position>,
): SqlScript<Page<Doc<JsonText>, Position>> {
  const { sql, params } = yield* listing(table, tenant, query)
  return pageOf(table, query, (yield select(sql, ...params)).rows)
}

/** The same; null where documents written by an earlier declaration have to be brought up first. */
export function* findUnlessBehind(
  table: KindTable,
  tenant: TenantId,
  query: Query<Position>,
): SqlScript<Page<Doc<JsonText>, Position> | null> {
  const rows = yield* rowsUnlessBehind(table, tenant, yield* listing(table, tenant, query))
  return rows === null ? null : pageOf(table, query, rows)
}

function* listing(table: KindTable, tenant: TenantId, query: Query<Position>): SqlScript<Listing> {
  const { where = [], sort = [], after, key, limit } = query
  const filters = where.map((filter) => filterCondition(table, filter))
  // Look-up values stand in order of id: a list without another order walks them, so that a page costs the same however many documents hold one.
  if (key !== undefined && sort.length === 0 && !table.uniqueKeys.has(key.name)) {
    return holders(table, tenant, key, filters, query)
  }
  const conditions: SqlCondition[] = [{ sql: 'tenant = ?', params: [tenant] }, ...filters]
  if (key !== undefined) conditions.push(yield* keyCondition(table, tenant, key, sort.length > 0))
  if (after !== undefined) conditions.push(afterCondition(table, sort, after))
  const order = [...sort.map(({ field, dir }) => `${columnOf(table, field)} ${dir}`), `id ${sort.at(-1)?.dir ?? 'asc'}`]
  const columns = sort.map(({ field }) => `, ${columnOf(table, field)}`).join('')
  const sql = `select id, version, doc${columns} from {${table.table}} where ${conditions.map((condition) => condition.sql).join(' and ')} order by ${order.join(', ')} limit ?`
  return { sql, params: [...conditions.flatMap((condition) => condition.params), limit + 1], order: order.join(', ') }
}

function pageOf(table: KindTable, query: Query<Position>, rows: readonly SqlRow[]): Page<Doc<JsonText>, Position> {
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => docIn(table.kind, row)),
    next: rows.length > query.limit && last !== undefined ? positionIn(table, query, last) : null,
  }
}

/** Documents that hold a value others may hold too, in order of id. */
function holders(
  table: KindTable,
  tenant: TenantId,
  { name, value }: KeyValue,
  filters: readonly SqlCondition[],
  { after, limit }: Query<Position>,
): Listing {
  const further = after === undefined ? '' : ' and id > ?'
  const held = `select id as held from {key_shared} where tenant = ? and kind = ? and name = ? and value = ?${further}`
  const conditions = ['tenant = ?', 'id = held', ...filters.map(({ sql }) => sql)].join(' and ')
  const sql = `select id, version, doc from (${held}) as holders, {${table.table}} where ${conditions} order by held limit ?`
  const place: readonly SqlValue[] = after === undefined ? [] : [sqlValueOf(after.at(-1) ?? null)]
  const params = [tenant, table.kind, name, value, ...place, tenant, ...filters.flatMap((filter) => filter.params), limit + 1]
  return { sql, params, order: 'id' }
}

function* keyCondition(table: KindTable, tenant: TenantId, key: KeyValue, sorted: boolean): SqlScript<SqlCondition> {
  const place = [tenant, table.kind, key.name, key.value]
  if (table.uniqueKeys.has(key.name)) {
    return { sql: 'id = (select id from {key_unique} where tenant = ? and kind = ? and name = ? and value = ?)', params: place }
  }
  if (sorted) {
    const { rows } = yield select(countHolders, ...place)
    if (rows[0] !== undefined && intIn(rows[0], 'n') > fewHolders) {
      const held = `select 1 from {key_shared} h where h.tenant = ? and h.kind = ? and h.name = ? and h.value = ? and h.id = {${table.table}}.id`
      return { sql: `exists (${held})`, params: place }
    }
  }
  return { sql: 'id in (select id from {key_shared} where tenant = ? and kind = ? and name = ? and value = ?)', params: place }
}

function positionIn(table: KindTable, { sort = [] }: Query<Position>, row: SqlRow): Position {
  const values = sort.map(({ field }) => scalarIn(row, `f_${field}`, table.fieldByName.get(field)?.type ?? 'text'))
  return [...values, textIn(row, 'id')]
}
