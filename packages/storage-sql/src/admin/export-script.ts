import type { TenantId } from '@caseload/core'
import {
  type ExportRecord,
  exportLines,
  type FieldType,
  type ImportReport,
  type KeyValue,
  type KindSpec,
  type Scalar,
} from '@caseload/storage'
import { jsonTextIn } from '../executor/json-text-in.ts'
import { intIn, textIn } from '../executor/row.ts'
import type { SqlScript } from '../executor/sql-executor.ts'
import { select } from '../executor/statement.ts'
import { storedKinds } from '../migrate/migrate-script.ts'
import { asDeclared, type StoredKind } from '../migrate/stored-kind.ts'
import { entryColumns, entryIn } from '../read/journal-script.ts'
import { columnName, kindTableName } from '../tables/kind-table.ts'
import { scalarIn } from '../tables/sql-value-of.ts'

const batch = 200

/** How much there is of a tenant. */
export function* countTenant(tenant: TenantId, kinds: Iterable<StoredKind>): SqlScript<ImportReport> {
  let docs = 0
  for (const { kind } of kinds) docs += yield* countRows(kindTableName(kind), tenant)
  return { docs, entries: yield* countRows('journal', tenant), work: yield* countRows('work', tenant) }
}

/** Where an export has got to: what to read next. */
export type ExportPlace =
  | { readonly part: 'docs'; readonly kind: number; readonly after: string }
  | { readonly part: 'journal'; readonly after: number }
  | { readonly part: 'followers' }
  | { readonly part: 'work'; readonly queue: string; readonly id: string }

/** Where every export begins. */
export const exportStart: ExportPlace = { part: 'docs', kind: 0, after: '' }

/** A few records, and where to go on; null: that was all. */
export interface ExportStretch {
  readonly records: readonly ExportRecord[]
  readonly next: ExportPlace | null
}

/** A whole export in memory. */
export function* exportScript(tenant: TenantId, declared: readonly KindSpec[]): SqlScript<readonly string[]> {
  const kinds = asDeclared((yield* storedKinds()).values(), declared)
  const lines = exportLines(tenant, yield* countTenant(tenant, kinds))
  const written = [lines.header]
  let place: ExportPlace | null = exportStart
  while (place !== null) {
    const { records, next }: ExportStretch = yield* exportStretch(tenant, kinds, place)
    for (const record of records) written.push(lines.line(record))
    place = next
  }
  written.push(lines.trailer())
  return written
}

/** Reads the next few records of a tenant. */
export function* exportStretch(tenant: TenantId, kinds: readonly StoredKind[], place: ExportPlace): SqlScript<ExportStretch> {
  switch (place.part) {
    case 'docs': {
      const kind = kinds[place.kind]
      if (kind === undefined) return { records: [], next: { part: 'journal', after: 0 } }
      const records = yield* docsAfter(tenant, kind, place.after)
      const last = records.at(-1)
      const next: ExportPlace =
        last === undefined
          ? { part: 'docs', kind: place.kind + 1, after: '' }
          : { part: 'docs', kind: place.kind, after: last.ref.id }
      return { records, next }
    }
    case 'journal': {
      const sql = `select ${entryColumns} from {journal} where tenant = ? and lane = 0 and seq > ? order by seq limit ${batch}`
      const { rows } = yield select(sql, tenant, place.after)
      const entries = rows.map(entryIn)
      const last = entries.at(-1)
      const next: ExportPlace = last === undefined ? { part: 'followers' } : { part: 'journal', after: last.seq }
      return { records: entries.map((entry) => ({ type: 'entry', entry })), next }
    }
    case 'followers': {
      const { rows } = yield select(
        'select consumer, lane, seq from {follower} where tenant = ? and seq > 0 order by consumer',
        tenant,
      )
      const records = rows.map(
        (row) =>
          ({ type: 'follower', consumer: textIn(row, 'consumer'), lane: intIn(row, 'lane'), seq: intIn(row, 'seq') }) as const,
      )
      return { records, next: { part: 'work', queue: '', id: '' } }
    }
    case 'work': {
      const sql = `select queue, id, due_at, payload from {work} where tenant = ? and (queue > ? or (queue = ? and id > ?)) order by queue, id limit ${batch}`
      const { rows } = yield select(sql, tenant, place.queue, place.queue, place.id)
      const records = rows.map((row) => {
        const payload = jsonTextIn(row, 'payload')
        return { type: 'work', queue: textIn(row, 'queue'), id: textIn(row, 'id'), dueAt: intIn(row, 'due_at'), payload } as const
      })
      const last = records.at(-1)
      return { records, next: last === undefined ? null : { part: 'work', queue: last.queue, id: last.id } }
    }
  }
}

type StoredRecord = Extract<ExportRecord, { readonly type: 'doc' | 'removed' }>

/** Documents and removals of a kind after an id, in order of id: the two are read apart, merged, and cut where the shorter of them is known to be complete. */
function* docsAfter(tenant: TenantId, { kind, fields }: StoredKind, after: string): SqlScript<readonly StoredRecord[]> {
  const table = kindTableName(kind)
  const columns = Object.keys(fields)
    .map((name) => `, ${columnName(name)}`)
    .join('')
  const live = yield select(
    `select id, version, doc${columns} from {${table}} where tenant = ? and id > ? order by id limit ${batch}`,
    tenant,
    after,
  )
  const gone = yield select(
    `select id, version from {tombstone} t where tenant = ? and kind = ? and id > ? and not exists (select 1 from {${table}} k where k.tenant = t.tenant and k.id = t.id) order by id limit ${batch}`,
    tenant,
    kind,
    after,
  )
  const records: StoredRecord[] = []
  for (const row of live.rows) {
    const ref = { kind, id: textIn(row, 'id') }
    const keys = yield* keysOf(tenant, kind, ref.id)
    records.push({
      type: 'doc',
      ref,
      version: intIn(row, 'version'),
      doc: jsonTextIn(row, 'doc'),
      fields: fieldsIn(row, fields),
      keys,
    })
  }
  for (const row of gone.rows)
    records.push({ type: 'removed', ref: { kind, id: textIn(row, 'id') }, version: intIn(row, 'version') })
  return records.sort((a, b) => (a.ref.id < b.ref.id ? -1 : 1)).slice(0, batch)
}

function* keysOf(tenant: TenantId, kind: string, id: string): SqlScript<readonly KeyValue[]> {
  const sql =
    'select name, value from {key_unique} where tenant = ? and kind = ? and id = ? union all select name, value from {key_shared} where tenant = ? and kind = ? and id = ? order by name, value'
  const { rows } = yield select(sql, tenant, kind, id, tenant, kind, id)
  return rows.map((row) => ({ name: textIn(row, 'name'), value: textIn(row, 'value') }))
}

function fieldsIn(
  row: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, FieldType>>,
): Readonly<Record<string, Scalar>> {
  return Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, scalarIn(row, `f_${name}`, type)]))
}

function* countRows(table: string, tenant: TenantId): SqlScript<number> {
  const { rows } = yield select(`select count(*) as n from {${table}} where tenant = ?`, tenant)
  return rows[0] === undefined ? 0 : intIn(rows[0], 'n')
}
