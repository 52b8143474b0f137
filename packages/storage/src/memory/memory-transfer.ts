import { compareRef } from '../names/compare-ref.ts'
import { compareText } from '../names/compare-text.ts'
import type { ImportReport } from '../port/store-admin.ts'
import type { ExportRecord } from '../transfer/export-record.ts'
import { findDoc, type MemoryTenant, workText } from './memory-state.ts'
import { appendEntry, removeDoc, storeDoc } from './memory-writes.ts'

/** Everything of a tenant in the order of an export. */
export function recordsOf(data: MemoryTenant): { readonly counts: ImportReport; readonly records: readonly ExportRecord[] } {
  const docs = [...data.docs.values()].flatMap((ofKind) => [...ofKind.values()])
  const removals = [...data.removed.values()].filter(({ ref }) => findDoc(data, ref) === undefined)
  const stored = [
    ...docs.map(({ ref, version, body: doc, fields, keys }) => ({ type: 'doc', ref, version, doc, fields, keys }) as const),
    ...removals.map(({ ref, version }) => ({ type: 'removed', ref, version }) as const),
  ].sort((a, b) => compareRef(a.ref, b.ref))
  const followers = [...data.followers.values()].filter(({ seq }) => seq > 0).sort((a, b) => compareText(a.consumer, b.consumer))
  const work = [...data.work.values()].sort((a, b) => compareText(a.queue, b.queue) || compareText(a.id, b.id))
  return {
    counts: { docs: docs.length, entries: data.journal.length, work: work.length },
    records: [
      ...stored,
      ...data.journal.map((entry) => ({ type: 'entry', entry }) as const),
      ...followers.map(({ consumer, seq }) => ({ type: 'follower', consumer, lane: 0, seq }) as const),
      ...work.map(({ queue, id, dueAt, payload }) => ({ type: 'work', queue, id, dueAt, payload }) as const),
    ],
  }
}

/** Stores what an export brought into a tenant that has nothing. */
export function storeRecords(data: MemoryTenant, records: readonly ExportRecord[]): void {
  for (const record of records) {
    switch (record.type) {
      case 'doc':
        storeDoc(data, { ref: record.ref, version: record.version, body: record.doc, fields: record.fields, keys: record.keys })
        break
      case 'removed':
        removeDoc(data, record.ref, record.version)
        break
      case 'entry':
        appendEntry(data, record.entry, record.entry.commit)
        break
      case 'follower': {
        const { consumer, seq } = record
        data.followers.set(consumer, { consumer, seq, attempt: 0, visibleAt: 0, secret: null })
        break
      }
      case 'work': {
        const { queue, id, dueAt, payload } = record
        data.work.set(workText(queue, id), { queue, id, dueAt, payload, attempt: 0, visibleAt: dueAt, secret: null })
      }
    }
  }
}
