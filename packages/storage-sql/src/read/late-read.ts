import type { TenantId } from '@caseload/core'
import type { CountQuery, Query } from '@caseload/storage'
import { intIn } from '../executor/row.ts'
import type { SqlRow, SqlScript, SqlValue } from '../executor/sql-executor.ts'
import { select } from '../executor/statement.ts'
import { isBehind, type KindTable } from '../tables/kind-table.ts'

/** A statement that gives rows, and their order by its columns. */
export interface Listing {
  readonly sql: string
  readonly params: readonly SqlValue[]
  readonly order: string
}

/** Whether documents that were written by an earlier declaration might be missed: a program of the version before goes on writing while a new one is rolled out. */
export function asksLate({ lateFields, lateKeys }: KindTable, query: Partial<Query<unknown>> & Partial<CountQuery>): boolean {
  if (lateFields.size === 0 && lateKeys.size === 0) return false
  const { where = [], sort = [], by = [], key } = query
  if (key !== undefined && lateKeys.has(key.name)) return true
  return [...where, ...sort].some(({ field }) => lateFields.has(field)) || by.some((field) => lateFields.has(field))
}

/** The rows of a listing; null: at the very moment of which they are, the tenant had documents that were written by an earlier declaration. */
export function* rowsUnlessBehind(
  table: KindTable,
  tenant: TenantId,
  { sql, params, order }: Listing,
): SqlScript<readonly SqlRow[] | null> {
  const behind = `select count(*) as behind from (select 1 from {${table.table}} where tenant = ? and ${isBehind(table)} limit 1) as earlier`
  const both = `select 1 as present, page.* from (${sql}) as page`
  const whole = `select late.behind, listed.* from (${behind}) as late left join (${both}) as listed on 1 = 1${order === '' ? '' : ` order by ${order}`}`
  const { rows } = yield select(whole, tenant, ...params)
  const [first] = rows
  if (first === undefined || intIn(first, 'behind') > 0) return null
  return rows.filter((row) => row['present'] !== null)
}
