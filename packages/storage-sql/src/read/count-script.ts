import type { TenantId } from '@caseload/core'
import type { Bucket, CountQuery } from '@caseload/storage'
import { intIn } from '../executor/row.ts'
import type { SqlRow, SqlScript } from '../executor/sql-executor.ts'
import { select } from '../executor/statement.ts'
import type { KindTable } from '../tables/kind-table.ts'
import { scalarIn } from '../tables/sql-value-of.ts'
import { type Listing, rowsUnlessBehind } from './late-read.ts'
import { columnOf, filterCondition } from './sql-condition.ts'

/** How many documents, in groups. */
export function* countScript(table: KindTable, tenant: TenantId, query: CountQuery): SqlScript<readonly Bucket[]> {
  const { sql, params } = listing(table, tenant, query)
  return bucketsOf(table, query, (yield select(sql, ...params)).rows)
}

/** The same; null where documents written by an earlier declaration have to be brought up first. */
export function* countUnlessBehind(table: KindTable, tenant: TenantId, query: CountQuery): SqlScript<readonly Bucket[] | null> {
  const rows = yield* rowsUnlessBehind(table, tenant, listing(table, tenant, query))
  return rows === null ? null : bucketsOf(table, query, rows)
}

function listing(table: KindTable, tenant: TenantId, { where = [], by = [], limit }: CountQuery): Listing {
  const conditions = where.map((filter) => filterCondition(table, filter))
  const columns = by.map((field) => columnOf(table, field))
  const groups = columns.join(', ')
  const order = columns.map((column) => `${column} is not null, ${column}`).join(', ')
  const sql = [
    `select count(*) as n${columns.map((column) => `, ${column}`).join('')} from {${table.table}} where tenant = ?`,
    ...conditions.map((condition) => ` and ${condition.sql}`),
    by.length === 0 ? '' : ` group by ${groups} order by ${order}`,
    ' limit ?',
  ].join('')
  return { sql, params: [tenant, ...conditions.flatMap((condition) => condition.params), limit], order }
}

function bucketsOf(table: KindTable, { by = [] }: CountQuery, rows: readonly SqlRow[]): readonly Bucket[] {
  return rows.map((row) => ({
    group: Object.fromEntries(
      by.map((field) => [field, scalarIn(row, `f_${field}`, table.fieldByName.get(field)?.type ?? 'text')]),
    ),
    count: intIn(row, 'n'),
  }))
}
