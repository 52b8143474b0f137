import { err, ok, type Result } from 'neverthrow'
import type { UnknownField } from './query-problems.ts'

/** Reads one field of every row; null where a row has no such field. */
export type FieldReader = (row: object) => unknown

/**
 * Finds a field by name: a property of the rows, else one of the desk's own fields in `attributes`, else a path such as `timeInCategoryMs.pending`. Without rows
 * every name is good.
 */
export function fieldReader(rows: readonly object[], name: string): Result<FieldReader, UnknownField> {
  const nested = ['attributes', name]
  const path = name.split('.')
  for (const row of rows) {
    for (const steps of [[name], nested, path]) {
      if (has(row, steps)) return ok((each) => read(each, steps))
    }
  }
  const [first] = rows
  if (first === undefined) return ok(() => null)
  const known = Object.keys(first).sort()
  return err({ kind: 'analytics/unknown-field', field: name, known, message: `no row has a field ${name}` })
}

function has(row: object, steps: readonly string[]): boolean {
  let value: unknown = row
  for (const step of steps) {
    if (!isRecord(value) || !Object.hasOwn(value, step)) return false
    value = value[step]
  }
  return true
}

function read(row: object, steps: readonly string[]): unknown {
  let value: unknown = row
  for (const step of steps) {
    if (!isRecord(value) || !Object.hasOwn(value, step)) return null
    value = value[step]
  }
  return value ?? null
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
