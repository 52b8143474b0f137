import type { Doc } from '../port/doc.ts'
import type { JsonText } from '../port/json-text.ts'
import type { Page, Position, Query, Sort } from '../port/query.ts'
import { comparePositions } from './compare-positions.ts'
import { fieldOf } from './field-of.ts'
import { holds } from './holds.ts'
import { walking } from './indexes.ts'
import type { DocRow, TableIndexes, Tables } from './tables.ts'

/** See `Store.find`: all that match, sorted, cut. */
export function findDocs(
  tables: Tables,
  query: Query<Position>,
  indexes: TableIndexes = walking(tables),
): Page<Doc<JsonText>, Position> {
  const { kind, key, where = [], sort = [], after, limit } = query
  const idDir = sort.at(-1)?.dir ?? 'asc'
  const order = (a: Position, b: Position): number => comparePositions(a, b, sort, idDir)
  const placed: { readonly row: DocRow; readonly position: Position }[] = []
  for (const row of key === undefined ? indexes.ofKind(kind) : indexes.holding(kind, key)) {
    if (!where.every((filter) => holds(row, filter))) continue
    const position = positionOf(row, sort)
    if (after === undefined || order(position, after) > 0) placed.push({ row, position })
  }
  placed.sort((a, b) => order(a.position, b.position))
  const items = placed.slice(0, limit)
  return {
    items: items.map(({ row: { ref, version, doc } }) => ({ ref, version, doc })),
    next: placed.length > limit ? (items.at(-1)?.position ?? null) : null,
  }
}

function positionOf(row: DocRow, sort: readonly Sort[]): Position {
  return [...sort.map(({ field }) => fieldOf(row, field)), row.ref.id]
}
