import {
  type Bucket,
  type CountQuery,
  compareText,
  cursorSeq,
  type Doc,
  type Filter,
  type JournalPage,
  type JournalRead,
  type JsonText,
  journalCursor,
  type Page,
  type Position,
  type Query,
  type Scalar,
  type Sort,
} from '@caseload/storage'
import type { StoredDoc, TenantData } from './tenant-data.ts'

/** All that match, sorted, cut: a walk over the kind, which is as much as a file of pairs can do. */
export function findIn(data: TenantData, query: Query<Position>): Page<Doc<JsonText>, Position> {
  const { key, sort = [], after, limit } = query
  const order = (a: Position, b: Position) => comparePositions(a, b, sort)
  const placed = matching(data, query.kind, query.where)
    .filter(({ keys }) => key === undefined || keys.some(({ name, value }) => name === key.name && value === key.value))
    .map((doc) => ({ doc, position: [...sort.map(({ field }) => doc.fields[field] ?? null), doc.ref.id] }))
    .filter(({ position }) => after === undefined || order(position, after) > 0)
    .sort((a, b) => order(a.position, b.position))
  const items = placed.slice(0, limit)
  return {
    items: items.map(({ doc: { ref, version, doc } }) => ({ ref, version, doc })),
    next: placed.length > limit ? (items.at(-1)?.position ?? null) : null,
  }
}

export function countIn(data: TenantData, { kind, where, by = [], limit }: CountQuery): readonly Bucket[] {
  const found = matching(data, kind, where)
  if (by.length === 0) return [{ group: {}, count: found.length }]
  const groups = new Map<string, number>()
  for (const { fields } of found) {
    const values = JSON.stringify(by.map((field) => fields[field] ?? null))
    groups.set(values, (groups.get(values) ?? 0) + 1)
  }
  const sort = by.map((field): Sort => ({ field, dir: 'asc' }))
  return [...groups]
    .map(([values, count]) => ({ values: JSON.parse(values) as readonly Scalar[], count }))
    .sort((a, b) => comparePositions(a.values, b.values, sort))
    .slice(0, limit)
    .map(({ values, count }) => ({ group: Object.fromEntries(by.map((field, index) => [field, values[index] ?? null])), count }))
}

export function journalOf(data: TenantData, read: JournalRead): JournalPage<JsonText> {
  const types = 'types' in read && read.types !== undefined ? new Set(read.types) : null
  const from = 'stream' in read ? 0 : read.after === null ? 0 : (cursorSeq(read.after) ?? 0)
  const wanted = data
    .all('entry')
    .filter(({ seq, stream, version, type }) =>
      'stream' in read
        ? stream === read.stream && version > (read.after ?? 0)
        : seq > from && (types === null || types.has(type)),
    )
    .sort((a, b) => a.seq - b.seq)
  const entries = wanted.slice(0, read.limit)
  const end = wanted.length <= read.limit
  const last = entries.at(-1)?.seq ?? from
  return { entries, next: journalCursor('stream' in read || !end ? last : Math.max(from, data.lastSeq())), end }
}

function matching(data: TenantData, kind: string, where: readonly Filter[] = []): readonly StoredDoc[] {
  return data
    .all('doc')
    .filter(({ ref, fields }) => ref.kind === kind && where.every((filter) => holds(fields[filter.field] ?? null, filter)))
}

function holds(actual: Scalar, { op, value }: Filter): boolean {
  if (typeof value === 'object' && value !== null) return value.includes(actual)
  if (op === 'eq') return actual === value
  if (op === 'ne') return actual !== value
  if (actual === null) return false
  if (op === 'prefix') return String(actual).startsWith(String(value))
  const order = compare(actual, value)
  return op === 'lt' ? order < 0 : op === 'lte' ? order <= 0 : op === 'gt' ? order > 0 : order >= 0
}

function comparePositions(a: Position, b: Position, sort: readonly Sort[]): number {
  for (let index = 0; index < a.length; index += 1) {
    const order = compare(a[index] ?? null, b[index] ?? null)
    if (order !== 0) return (sort[index] ?? sort.at(-1))?.dir === 'desc' ? -order : order
  }
  return 0
}

/** Null first, text byte by byte, `false` before `true`. */
function compare(a: Scalar, b: Scalar): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return typeof a === 'string' ? compareText(a, String(b)) : Number(a) - Number(b)
}
