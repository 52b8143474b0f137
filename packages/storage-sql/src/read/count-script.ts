import type { TenantId } from '@caseload/core'
import type { Bucket, CountQuery } from '@caseload/storage'
import { intIn } from '../executor/row.ts'
import type { SqlScript } from '../executor/sql-executor.ts'
import { select } from '../executor/statement.ts'
import type { KindTable } from '../tables/kind-table.ts'
import { scalarIn } from '../tables/sql-value-of.ts'
import { columnOf, filterCondition } from './sql-condition.ts'

/** How many documents, in groups. */
export function* countScript(table: KindTable, tenant: TenantId, query: CountQuery): SqlScript<readonly Bucket[]> {
  const { where = [], by = [], limit } = query
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
  const { rows } = yield select(sql, tenant, ...conditions.flatMap((condition) => condition.params), limit)
  return rows.map((row) => ({
    group: Object.fromEntries(
      by.map((field) => [field, scalarIn(row, `f_${field}`, table.fieldByName.get(field)?.type ?? 'text')]),
    ),
    count: intIn(row, 'n'),
  }))
}
