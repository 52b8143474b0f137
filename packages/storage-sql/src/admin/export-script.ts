import type { TenantId } from '@caseload/core'
import {
  backfilledField,
  type ExportRecord,
  exportLines,
  type FieldType,
  type ImportReport,
  type KeyValue,
  type Scalar,
} from '@caseload/storage'
import { jsonTextIn } from '../executor/json-text-in.ts'
import { intIn, textIn } from '../executor/row.ts'
import type { SqlScript } from '../executor/sql-executor.ts'
import { select } from '../executor/statement.ts'
import { storedKinds } from '../migrate/migrate-script.ts'
import type { StoredKind } from '../migrate/stored-kind.ts'
import { entryColumns, entryIn } from '../read/journal-script.ts'
import { declarationOf, lackOf } from '../tables/declaration.ts'
import { columnName, type KindTable, kindTableName } from '../tables/kind-table.ts'
import { scalarIn } from '../tables/sql-value-of.ts'

const batch = 200

/** A kind as an export has it: with what is declared now; one that this program does not declare keeps all it has. */
export interface ExportedKind extends StoredKind {
  /** Null: this program does not declare it. */
  readonly table: KindTable | null
}

/** The kinds that a database has, for an export by a program that declares these. */
export function exportedKinds(
  stored: ReadonlyMap<string, StoredKind>,
  tables: ReadonlyMap<string, KindTable>,
): readonly ExportedKind[] {
  return [...stored.values()].map((each) => {
    const table = tables.get(each.kind) ?? null
    if (table === null) return { ...each, table }
    return { ...each, table, fields: Object.fromEntries(table.fields.map(({ name, type }) => [name, type])) }
  })
}

/** How much there is of a tenant. */
export function* countTenant(tenant: TenantId, kinds: Iterable<ExportedKind>): SqlScript<ImportReport> {
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
export function* exportScript(tenant: TenantId, tables: ReadonlyMap<string, KindTable>): SqlScript<readonly string[]> {
  const kinds = exportedKinds(yield* storedKinds(), tables)
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
export function* exportStretch(tenant: TenantId, kinds: readonly ExportedKind[], place: ExportPlace): SqlScript<ExportStretch> {
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
function* docsAfter(tenant: TenantId, exported: ExportedKind, after: string): SqlScript<readonly StoredRecord[]> {
  const { kind, fields, declarations } = exported
  const table = kindTableName(kind)
  const names = Object.keys(fields).map((name) => `, ${columnName(name)}`)
  const columns = `${declarations === null ? '' : ', declared'}${names.join('')}`
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
    const doc = jsonTextIn(row, 'doc')
    const keys = yield* keysOf(tenant, kind, ref.id)
    records.push({
      type: 'doc',
      ref,
      version: intIn(row, 'version'),
      doc,
      fields: { ...fieldsIn(row, fields), ...lackingIn(row, exported, doc) },
      keys: keys.filter(({ name }) => isDeclared(exported, name)),
    })
  }
  for (const row of gone.rows)
    records.push({ type: 'removed', ref: { kind, id: textIn(row, 'id') }, version: intIn(row, 'version') })
  return records.sort((a, b) => (a.ref.id < b.ref.id ? -1 : 1)).slice(0, batch)
}

function* keysOf(tenant: TenantId, kind: string, id: string): SqlScript<readonly KeyValue[]> {
  const sql =
    'select name, value from {key_unique} where tenant = ? and kind = ? and id = ? union select name, value from {key_shared} where tenant = ? and kind = ? and id = ? order by name, value'
  const { rows } = yield select(sql, tenant, kind, id, tenant, kind, id)
  return rows.map((row) => ({ name: textIn(row, 'name'), value: textIn(row, 'value') }))
}

function fieldsIn(
  row: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, FieldType>>,
): Readonly<Record<string, Scalar>> {
  return Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, scalarIn(row, `f_${name}`, type)]))
}

/** What a document lacks that was written by an earlier declaration, or by a later one that has retired a field, as it will be filled in; what cannot be, is not there. */
function lackingIn(
  row: Readonly<Record<string, unknown>>,
  { table, declarations }: ExportedKind,
  doc: string,
): Readonly<Record<string, Scalar>> {
  if (table === null || declarations === null) return {}
  const lacking = lackOf(declarations[intIn(row, 'declared')], declarationOf(table.spec)).fields
  return Object.fromEntries(
    lacking.map((name) => {
      const spec = table.spec.fields[name]
      return [name, (spec === undefined ? null : backfilledField(name, spec, doc)) ?? null]
    }),
  )
}

function isDeclared({ table }: ExportedKind, name: string): boolean {
  return table === null || Object.hasOwn(table.spec.keys ?? {}, name)
}

function* countRows(table: string, tenant: TenantId): SqlScript<number> {
  const { rows } = yield select(`select count(*) as n from {${table}} where tenant = ?`, tenant)
  return rows[0] === undefined ? 0 : intIn(rows[0], 'n')
}
