import type { TenantId } from '@caseload/core'
import { compareRef } from '../names/compare-ref.ts'
import { compareText } from '../names/compare-text.ts'
import type { KeyValue, KindSpec } from '../port/kind-spec.ts'
import { exportLines } from '../transfer/export-lines.ts'
import type { ExportRecord } from '../transfer/export-record.ts'
import { fieldsNow } from './fields-now.ts'
import { type DocRow, refKey, type Tables } from './tables.ts'

/** See `StoreAdmin.exportTenant`: the lines of an export, of the moment the first is asked for. */
export function* exportTables(tables: Tables, kinds: readonly KindSpec[], tenant: TenantId): Generator<string, void> {
  const { doc, entry, work } = tables
  const records = recordsOf(tables, kinds)
  const lines = exportLines(tenant, { docs: doc.size, entries: entry.size, work: work.size })
  yield lines.header
  for (const record of records) yield lines.line(record)
  yield lines.trailer()
}

function recordsOf({ doc, removed, entry, follower, work }: Tables, kinds: readonly KindSpec[]): readonly ExportRecord[] {
  const specs = new Map(kinds.map((spec) => [spec.kind, spec]))
  const gone = [...removed.values()].filter(({ ref }) => doc.get(refKey(ref)) === undefined)
  const stored = [
    ...[...doc.values()].map((row) => nowOf(row, specs.get(row.ref.kind))),
    ...gone.map(({ ref, version }) => ({ type: 'removed', ref, version }) as const),
  ].sort((a, b) => compareRef(a.ref, b.ref))
  const followers = [...follower.values()].filter(({ seq }) => seq > 0).sort((a, b) => compareText(a.consumer, b.consumer))
  const items = [...work.values()].sort((a, b) => compareText(a.queue, b.queue) || compareText(a.id, b.id))
  return [
    ...stored,
    ...[...entry.values()].map((each) => ({ type: 'entry', entry: each }) as const),
    ...followers.map(({ consumer, seq }) => ({ type: 'follower', consumer, lane: 0, seq }) as const),
    ...items.map(({ queue, id, dueAt, payload }) => ({ type: 'work', queue, id, dueAt, payload }) as const),
  ]
}

/** A document with what is declared now; one of a kind that is declared no longer keeps all it has. */
function nowOf(row: DocRow, spec: KindSpec | undefined): ExportRecord & { readonly type: 'doc' } {
  const isDeclared = ({ name }: KeyValue): boolean => spec === undefined || Object.hasOwn(spec.keys ?? {}, name)
  return { type: 'doc', ...row, fields: fieldsNow(row, spec), keys: row.keys.filter(isDeclared) }
}
