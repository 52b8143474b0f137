import { compareScalar } from '../names/compare-scalar.ts'
import type { Filter } from '../port/query.ts'
import { fieldOf } from './field-of.ts'
import type { DocRow } from './tables.ts'

/** Whether a document meets a condition, see `Op`. */
export function holds(row: Pick<DocRow, 'fields'>, { field, op, value }: Filter): boolean {
  const actual = fieldOf(row, field)
  if (typeof value === 'object' && value !== null) return op === 'in' && value.some((item) => compareScalar(actual, item) === 0)
  if (op === 'eq') return compareScalar(actual, value) === 0
  if (op === 'ne') return compareScalar(actual, value) !== 0
  if (actual === null) return false
  if (op === 'prefix') return typeof actual === 'string' && actual.startsWith(String(value))
  const order = compareScalar(actual, value)
  switch (op) {
    case 'lt':
      return order < 0
    case 'lte':
      return order <= 0
    case 'gt':
      return order > 0
    case 'gte':
      return order >= 0
    case 'in':
      return false
  }
}
