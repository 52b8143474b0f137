import { canonicalJson, type TenantId } from '@caseload/core'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { ImportReport } from '../port/store-admin.ts'
import type { ExportRecord } from './export-record.ts'

/**
 * Writes a tenant as the lines of an export, for authors of adapters: header, one line a record, trailer with the SHA-256 of the lines before it, each
 * ended by a line feed.
 *
 * @param tenant - Whose data it is.
 * @param counts - How many documents, entries and work items will come.
 * @param records - All of one moment: documents and removals by kind and id, entries in order, followers by name, work by queue and id.
 *
 * @example
 * ```ts
 * import { orThrow, parseTenantId } from '@caseload/core'
 * import { exportLines } from '@caseload/storage'
 *
 * const lines = [...exportLines(orThrow(parseTenantId('acme')), { docs: 0, entries: 0, work: 0 }, [])]
 * lines[0] // => '{"contract":1,"docs":0,"entries":0,"format":"caseload-tenant","tenant":"acme","version":1,"work":0}'
 * lines.length // => 2
 * ```
 */
export function* exportLines(
  tenant: TenantId,
  counts: ImportReport,
  records: Iterable<ExportRecord>,
): Generator<string, void, undefined> {
  const digest = sha256.create()
  const hashed = (line: string): string => {
    digest.update(utf8ToBytes(`${line}\n`))
    return line
  }
  yield hashed(canonical({ format: 'caseload-tenant', version: 1, contract: 1, tenant, ...counts }))
  for (const record of records) yield hashed(recordLine(record))
  yield canonical({ sha256: bytesToHex(digest.digest()) })
}

/** Payloads are canonical already and stand last, so a line is put together rather than parsed and written again. */
function recordLine(record: ExportRecord): string {
  switch (record.type) {
    case 'doc': {
      const { ref, version, fields, keys, doc } = record
      return withPayload('doc', { ref, version, fields, keys }, doc)
    }
    case 'removed':
      return canonical({ type: 'removed', ref: record.ref, version: record.version })
    case 'entry': {
      const { data, ...rest } = record.entry
      return withPayload('entry', rest, data)
    }
    case 'follower':
      return canonical({ type: 'follower', consumer: record.consumer, lane: record.lane, seq: record.seq })
    case 'work': {
      const { queue, id, dueAt, payload } = record
      return withPayload('work', { queue, id, dueAt }, payload)
    }
  }
}

function withPayload(type: ExportRecord['type'], about: object, payload: string): string {
  return `{"type":"${type}","about":${canonical(about)},"payload":${payload}}`
}

function canonical(value: object): string {
  const text = canonicalJson(value)
  if (text.isErr()) throw new TypeError(text.error.message)
  return text.value
}
