import type { FieldType, Scalar } from '@caseload/storage'
import { intIn, textIn } from '../executor/row.ts'
import type { SqlRow, SqlValue } from '../executor/sql-executor.ts'

/** A field's value as it is bound: truth as 0 or 1. */
export function sqlValueOf(value: Scalar): SqlValue {
  return typeof value === 'boolean' ? Number(value) : value
}

/** A field's value as it was put, from a row. */
export function scalarIn(row: SqlRow, column: string, type: FieldType): Scalar {
  if (row[column] === null) return null
  if (type === 'text') return textIn(row, column)
  return type === 'bool' ? intIn(row, column) !== 0 : intIn(row, column)
}
