import type { Filter, Position, Scalar, Sort } from '@caseload/storage'
import type { SqlValue } from '../executor/sql-executor.ts'
import type { KindTable } from '../tables/kind-table.ts'
import { sqlValueOf } from '../tables/sql-value-of.ts'
import { prefixEnd } from './prefix-end.ts'

/** A piece of a `where` clause with its values. */
export interface SqlCondition {
  readonly sql: string
  readonly params: readonly SqlValue[]
}

/** The column of a declared field; the guard has let no other through. */
export function columnOf(table: KindTable, field: string): string {
  const column = table.fieldByName.get(field)?.column
  if (column === undefined) throw new TypeError('the guard lets declared fields only through')
  return column
}

/** A filter in SQL, with the contract's meaning of null instead of SQL's. */
export function filterCondition(table: KindTable, { field, op, value }: Filter): SqlCondition {
  const column = columnOf(table, field)
  if (typeof value === 'object' && value !== null) return listCondition(column, value)
  if (value === null) return { sql: `${column} is ${op === 'ne' ? 'not ' : ''}null`, params: [] }
  const bound = sqlValueOf(value)
  switch (op) {
    case 'eq':
      return { sql: `${column} = ?`, params: [bound] }
    case 'ne':
      return { sql: `(${column} <> ? or ${column} is null)`, params: [bound] }
    case 'prefix':
      return prefixCondition(column, String(value))
    default:
      return { sql: `${column} ${comparison[op]} ?`, params: [bound] }
  }
}

const comparison = { lt: '<', lte: '<=', gt: '>', gte: '>=', in: '=' } as const

function listCondition(column: string, values: readonly Scalar[]): SqlCondition {
  const { sql, params } = among(column, values.filter((item) => item !== null).map(sqlValueOf))
  return { sql: values.includes(null) ? `(${sql} or ${column} is null)` : sql, params }
}

/** Whether a column has one of some values. Lists are filled up to a power of two with their last value, so that few texts have to be prepared. */
export function among(column: string, values: readonly SqlValue[]): SqlCondition {
  const last = values.at(-1)
  if (last === undefined) return { sql: '1 = 0', params: [] }
  if (values.length === 1) return { sql: `${column} in (?)`, params: values }
  const places = 2 ** Math.ceil(Math.log2(values.length))
  const params = [...values, ...Array.from({ length: places - values.length }, () => last)]
  return { sql: `${column} in (${params.map(() => '?').join(', ')})`, params }
}

function prefixCondition(column: string, prefix: string): SqlCondition {
  const end = prefixEnd(prefix)
  return end === null
    ? { sql: `${column} >= ?`, params: [prefix] }
    : { sql: `(${column} >= ? and ${column} < ?)`, params: [prefix, end] }
}

/**
 * What comes after a position in the order of a list.
 *
 * `a <= x and (a < x or (a = x and id > y))` rather than the textbook's `a < x or (a = x and id > y)`: planners make a range scan of the first only.
 */
export function afterCondition(table: KindTable, sort: readonly Sort[], after: Position): SqlCondition {
  const steps = [
    ...sort.map(({ field, dir }) => ({ column: columnOf(table, field), dir })),
    { column: 'id', dir: sort.at(-1)?.dir ?? 'asc' },
  ]
  const from = (index: number): SqlCondition => {
    const step = steps[index]
    if (step === undefined) return { sql: 'false', params: [] }
    const value = sqlValueOf(after[index] ?? null)
    const beyond = step.dir === 'asc' ? '>' : '<'
    if (index === steps.length - 1) return { sql: `${step.column} ${beyond} ?`, params: [value] }
    const rest = from(index + 1)
    return {
      sql: `(${step.column} ${beyond}= ? and (${step.column} ${beyond} ? or (${rest.sql})))`,
      params: [value, value, ...rest.params],
    }
  }
  return from(0)
}
