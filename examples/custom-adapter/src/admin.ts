import {
  compareText,
  contractLimits,
  type ExportRecord,
  exportLines,
  type JsonText,
  type KindSpec,
  readExport,
  type StoreAdmin,
  storageInvalid,
  storageUnavailable,
} from '@caseload/storage'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Change, KeyValueFile } from './key-value-file.ts'
import { refKey, type TenantData, tenantData, tenantsOf } from './tenant-data.ts'

const nothing = 'null' as JsonText

export function adminOf(file: () => KeyValueFile | null, kinds: readonly KindSpec[]): StoreAdmin {
  const answer = <Value>(work: (file: KeyValueFile) => Value) => new ResultAsync(Promise.resolve(closedOr(file(), work)))
  return {
    migrate: () => answer(() => ({ from: 1, to: 1, applied: [], pending: [] })),
    redact: (tenant, entries) =>
      answer((open) => {
        const data = tenantData(open, tenant)
        const found = entries
          .flatMap(({ lane, seq }) => (lane === 0 ? (data.get('entry', String(seq)) ?? []) : []))
          .filter((entry) => entry.data !== nothing)
        open.write(found.map((entry) => data.put('entry', String(entry.seq), { ...entry, data: nothing })))
        return found.length
      }),
    scrub: () => answer((open) => open.compact()),
    async *exportTenant(tenant) {
      const open = file()
      if (open === null) throw new Error('the store was closed', { cause: storageUnavailable('closed') })
      const { counts, records } = everythingOf(tenantData(open, tenant))
      const lines = exportLines(tenant, counts)
      yield lines.header
      for (const record of records) yield lines.line(record)
      yield lines.trailer()
    },
    importTenant: (tenant, lines) =>
      new ResultAsync(
        (async () => {
          const read = await readExport(lines, kinds, contractLimits)
          if (read.isErr()) return err(read.error)
          const open = file()
          if (open === null) return err(storageUnavailable('closed'))
          const data = tenantData(open, tenant)
          if (!data.isEmpty()) return err(storageInvalid('tenant', 'a tenant that has nothing'))
          open.write(read.value.records.flatMap((record) => changesFor(data, record)))
          return ok(read.value.counts)
        })(),
      ),
    dropTenant: (tenant) =>
      answer((open) => {
        const areas = open.areas().filter((area) => area.startsWith(`${tenant}/`))
        open.write(areas.flatMap((area) => open.all(area).map(([key]): Change => [area, key, null])))
      }),
    prune: ({ receiptsOlderThan }) =>
      answer((open) => {
        const old = tenantsOf(open).flatMap((tenant) =>
          open.all(`${tenant}/receipt`).map(([key]) => ({ data: tenantData(open, tenant), key })),
        )
        const changes = old.flatMap(({ data, key }) =>
          (data.get('receipt', key)?.at ?? receiptsOlderThan) < receiptsOlderThan ? [data.put('receipt', key, null)] : [],
        )
        open.write(changes)
        return changes.length
      }),
    verify: (tenant) =>
      answer((open) => {
        const entries = tenantData(open, tenant).all('entry')
        const missing = entries.findIndex((_, index) => open.get(`${tenant}/entry`, String(index + 1)) === undefined)
        return { entries: entries.length, brokenAt: missing === -1 ? null : { lane: 0, seq: missing + 1 } }
      }),
    lag: ({ consumer, limit }) =>
      answer((open) =>
        tenantsOf(open)
          .flatMap((tenant) => {
            const data = tenantData(open, tenant)
            const seq = data.get('follower', consumer)?.seq ?? 0
            const first = data.get('entry', String(seq + 1))
            return first === undefined ? [] : [{ tenant, entries: data.lastSeq() - seq, since: first.recordedAt }]
          })
          .sort((a, b) => b.entries - a.entries || compareText(a.tenant, b.tenant))
          .slice(0, limit),
      ),
  }
}

/** What a call gives on an open file. */
export function closedOr<Value>(
  file: KeyValueFile | null,
  work: (file: KeyValueFile) => Value,
): Result<Value, ReturnType<typeof storageUnavailable>> {
  return file === null ? err(storageUnavailable('closed')) : ok(work(file))
}

function everythingOf(data: TenantData) {
  const docs = data.all('doc')
  const entries = [...data.all('entry')].sort((a, b) => a.seq - b.seq)
  const work = [...data.all('work')].sort((a, b) => compareText(a.queue, b.queue) || compareText(a.id, b.id))
  const removed = data.all('removed').filter(({ ref }) => data.get('doc', refKey(ref)) === undefined)
  const followers = [...data.all('follower')].filter(({ seq }) => seq > 0).sort((a, b) => compareText(a.consumer, b.consumer))
  const stored = [
    ...docs.map((doc) => ({ type: 'doc' as const, ...doc })),
    ...removed.map((each) => ({ type: 'removed' as const, ...each })),
  ]
  const records: readonly ExportRecord[] = [
    ...stored.sort((a, b) => compareText(a.ref.kind, b.ref.kind) || compareText(a.ref.id, b.ref.id)),
    ...entries.map((entry) => ({ type: 'entry', entry }) as const),
    ...followers.map(({ consumer, seq }) => ({ type: 'follower', consumer, lane: 0, seq }) as const),
    ...work.map(({ queue, id, dueAt, payload }) => ({ type: 'work', queue, id, dueAt, payload }) as const),
  ]
  return { counts: { docs: docs.length, entries: entries.length, work: work.length }, records }
}

function changesFor(data: TenantData, record: ExportRecord): readonly Change[] {
  switch (record.type) {
    case 'doc': {
      const { type: _, ...doc } = record
      return [data.put('doc', refKey(doc.ref), doc)]
    }
    case 'removed':
      return [data.put('removed', refKey(record.ref), { ref: record.ref, version: record.version })]
    case 'entry':
      return [
        data.put('entry', String(record.entry.seq), record.entry),
        data.put('stream', record.entry.stream, record.entry.version),
      ]
    case 'follower':
      return [
        data.put('follower', record.consumer, {
          consumer: record.consumer,
          seq: record.seq,
          attempt: 0,
          visibleAt: 0,
          secret: null,
        }),
      ]
    case 'work': {
      const { queue, id, dueAt, payload } = record
      return [data.put('work', `${queue}/${id}`, { queue, id, dueAt, payload, attempt: 0, visibleAt: dueAt, secret: null })]
    }
  }
}
