import { compareScalar } from '../names/compare-scalar.ts'
import type { Doc } from '../port/doc.ts'
import type { JsonText } from '../port/json-text.ts'
import type { Bucket, CountQuery, Filter, Page, Position, Query, Sort } from '../port/query.ts'
import type { Scalar } from '../port/scalar.ts'
import { keyText, type MemoryDoc, type MemoryTenant } from './memory-state.ts'

/** Documents of a query: all that match, sorted, cut. */
export function findInMemory(data: MemoryTenant, query: Query<Position>): Page<Doc<JsonText>, Position> {
  const { key, sort = [], after, limit } = query
  const holders = key === undefined ? null : (data.keys.get(keyText(query.kind, key)) ?? new Set<string>())
  const matching = docsOf(data, query.kind, query.where).filter((doc) => holders === null || holders.has(doc.ref.id))
  const idDir = sort.at(-1)?.dir ?? 'asc'
  const order = (a: Position, b: Position): number => comparePositions(a, b, sort, idDir)
  const placed = matching.map((doc) => ({ doc, position: positionOf(doc, sort) }))
  const rest = placed.filter(({ position }) => after === undefined || order(position, after) > 0)
  rest.sort((a, b) => order(a.position, b.position))
  const items = rest.slice(0, limit)
  return {
    items: items.map(({ doc }) => ({ ref: doc.ref, version: doc.version, doc: doc.body })),
    next: rest.length > limit ? (items.at(-1)?.position ?? null) : null,
  }
}

/** How many documents, in groups. */
export function countInMemory(data: MemoryTenant, query: CountQuery): readonly Bucket[] {
  const by = query.by ?? []
  const matching = docsOf(data, query.kind, query.where)
  if (by.length === 0) return [{ group: {}, count: matching.length }]
  const groups = new Map<string, { readonly values: readonly Scalar[]; count: number }>()
  for (const doc of matching) {
    const values = by.map((field) => doc.fields[field] ?? null)
    const group = groups.get(JSON.stringify(values)) ?? { values, count: 0 }
    group.count += 1
    groups.set(JSON.stringify(values), group)
  }
  const sort = by.map((field): Sort => ({ field, dir: 'asc' }))
  return [...groups.values()]
    .sort((a, b) => comparePositions(a.values, b.values, sort, 'asc'))
    .slice(0, query.limit)
    .map(({ values, count }) => ({ group: Object.fromEntries(by.map((field, index) => [field, values[index] ?? null])), count }))
}

function docsOf(data: MemoryTenant, kind: string, where: readonly Filter[] = []): readonly MemoryDoc[] {
  return [...(data.docs.get(kind)?.values() ?? [])].filter((doc) => where.every((filter) => holds(doc, filter)))
}

function holds(doc: MemoryDoc, { field, op, value }: Filter): boolean {
  const actual = doc.fields[field] ?? null
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

function positionOf(doc: MemoryDoc, sort: readonly Sort[]): Position {
  return [...sort.map(({ field }) => doc.fields[field] ?? null), doc.ref.id]
}

function comparePositions(a: Position, b: Position, sort: readonly Sort[], idDir: Sort['dir']): number {
  for (let index = 0; index < a.length; index += 1) {
    const order = compareScalar(a[index] ?? null, b[index] ?? null)
    if (order !== 0) return (sort[index]?.dir ?? idDir) === 'asc' ? order : -order
  }
  return 0
}
