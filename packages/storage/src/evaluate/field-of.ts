import type { Scalar } from '../port/scalar.ts'
import type { DocRow } from './tables.ts'

/** A document's value of a field; null where it has none, also of what objects have by themselves, such as `constructor`. */
export function fieldOf({ fields }: Pick<DocRow, 'fields'>, name: string): Scalar {
  return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null
}
