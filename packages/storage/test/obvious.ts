import { emptyTables } from '../src/evaluate/table-maps.ts'
import type { DocRow, TableMaps } from '../src/evaluate/tables.ts'
import type { Filter, Sort } from '../src/port/query.ts'
import type { Scalar } from '../src/port/scalar.ts'

/** A tenant with these documents. */
export function tablesWith(rows: readonly DocRow[]): TableMaps {
  const tables = emptyTables()
  for (const row of rows) tables.doc.set(`${row.ref.kind}/${row.ref.id}`, row)
  return tables
}

/** How two values of one field stand to each other, text by its bytes. */
export function obviousOrder(a: Scalar, b: Scalar): number {
  if (a === b) return 0
  if (a === null) return -1
  if (b === null) return 1
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'))
  return a < b ? -1 : 1
}

/** Whether a value meets a condition, as the doc block of `Op` says it. */
export function obviouslyHolds(actual: Scalar, { op, value }: Filter): boolean {
  if (typeof value === 'object' && value !== null) return value.includes(actual)
  switch (op) {
    case 'eq':
      return actual === value
    case 'ne':
      return actual !== value
    case 'prefix':
      return typeof actual === 'string' && typeof value === 'string' && actual.slice(0, value.length) === value
    case 'lt':
      return actual !== null && obviousOrder(actual, value) < 0
    case 'lte':
      return actual !== null && obviousOrder(actual, value) <= 0
    case 'gt':
      return actual !== null && obviousOrder(actual, value) > 0
    case 'gte':
      return actual !== null && obviousOrder(actual, value) >= 0
    case 'in':
      return false
  }
}

/** The rows in the order of a list: insertion sort, step by step of the order, then by id in the direction of the last step. */
export function obviouslySorted(rows: readonly DocRow[], sort: readonly Sort[]): readonly DocRow[] {
  const sorted: DocRow[] = []
  for (const row of rows) {
    const place = sorted.findIndex((other) => comesBefore(row, other, sort))
    sorted.splice(place === -1 ? sorted.length : place, 0, row)
  }
  return sorted
}

function comesBefore(a: DocRow, b: DocRow, sort: readonly Sort[]): boolean {
  for (const { field, dir } of sort) {
    const order = obviousOrder(a.fields[field] ?? null, b.fields[field] ?? null)
    if (order !== 0) return dir === 'asc' ? order < 0 : order > 0
  }
  const byId = Buffer.compare(Buffer.from(a.ref.id), Buffer.from(b.ref.id))
  return sort.at(-1)?.dir === 'desc' ? byId > 0 : byId < 0
}
