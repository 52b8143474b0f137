import type { Bucket, CountQuery } from '../port/query.ts'
import type { Scalar } from '../port/scalar.ts'
import { comparePositions } from './compare-positions.ts'
import { fieldOf } from './field-of.ts'
import { holds } from './holds.ts'
import { walking } from './indexes.ts'
import type { TableIndexes, Tables } from './tables.ts'

/** See `Store.count`. */
export function countDocs(tables: Tables, query: CountQuery, indexes: TableIndexes = walking(tables)): readonly Bucket[] {
  const { kind, where = [], by = [], limit } = query
  const groups = new Map<string, { readonly values: readonly Scalar[]; count: number }>()
  if (by.length === 0) groups.set('[]', { values: [], count: 0 })
  for (const row of indexes.ofKind(kind)) {
    if (!where.every((filter) => holds(row, filter))) continue
    const values = by.map((field) => fieldOf(row, field))
    const text = JSON.stringify(values)
    const group = groups.get(text) ?? { values, count: 0 }
    group.count += 1
    groups.set(text, group)
  }
  return [...groups.values()]
    .sort((a, b) => comparePositions(a.values, b.values, [], 'asc'))
    .slice(0, limit)
    .map(({ values, count }) => ({ group: Object.fromEntries(by.map((field, index) => [field, values[index] ?? null])), count }))
}
