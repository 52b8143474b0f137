import type { JsonText } from '@caseload/storage'
import { asText, textIn } from './row.ts'
import type { SqlRow } from './sql-executor.ts'

/** A payload of a row. It is believed to be JSON here and read by the guard, which says so if it is not. */
export function jsonTextIn(row: SqlRow, column: string): JsonText {
  return textIn(row, column) as JsonText
}

/** The same of a value by itself. */
export function asJsonText(value: unknown, column: string): JsonText {
  return asText(value, column) as JsonText
}
