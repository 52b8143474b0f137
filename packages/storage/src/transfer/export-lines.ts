import { canonicalJson, type Json, type TenantId } from '@caseload/core'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { contractLimits } from '../port/store-about.ts'
import type { ImportReport } from '../port/store-admin.ts'
import type { ExportRecord } from './export-record.ts'

/** Writes an export line by line and keeps its checksum. */
export interface ExportWriter {
  /** The first line. */
  readonly header: string
  /** The line of the next record. */
  line(record: ExportRecord): string
  /** The last line, with the SHA-256 of the lines before it, each ended by a line feed. */
  trailer(): string
}

/**
 * Writes a tenant as the lines of an export, for authors of adapters.
 *
 * No line holds anything that a reader of lines could take for its end. The records have to come in the order of the format: documents and removals by kind and id, entries in order, followers by name, work by queue and id; all of one
 * moment.
 *
 * @param tenant - Whose data it is.
 * @param counts - How many documents, entries and work items will come.
 *
 * @example
 * ```ts
 * import { orThrow, parseTenantId } from '@caseload/core'
 * import { exportLines } from '@caseload/storage'
 *
 * const lines = exportLines(orThrow(parseTenantId('acme')), { docs: 1, entries: 0, work: 0 })
 * lines.header // => '{"contract":1,"docs":1,"entries":0,"format":"caseload-tenant","tenant":"acme","version":1,"work":0}'
 * lines.line({ type: 'removed', ref: { kind: 'note', id: 'n1' }, version: 3 })
 * // => '{"ref":{"id":"n1","kind":"note"},"type":"removed","version":3}'
 * lines.trailer().length // => 77
 * ```
 */
export function exportLines(tenant: TenantId, counts: ImportReport): ExportWriter {
  const digest = sha256.create()
  const hashed = (line: string): string => {
    digest.update(utf8ToBytes(`${line}\n`))
    return line
  }
  return {
    header: hashed(canonical({ format: 'caseload-tenant', version: 1, contract: 1, tenant, ...counts })),
    line: (record) => hashed(recordLine(record)),
    trailer: () => canonical({ sha256: bytesToHex(digest.digest()) }),
  }
}

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
  const value: Json = JSON.parse(payload)
  return canonical({ type, about, payload: value })
}

/** A payload may be as deep as the contract allows, and stands a level deeper here. */
function canonical(value: object): string {
  const text = canonicalJson(value, contractLimits.docDepth + 1)
  if (text.isErr()) throw new TypeError(text.error.message)
  return withoutLineSeparators(text.value)
}

/** JSON lets these two stand in a text as they are, but readers of lines, Node's own among them, end a line at them. */
function withoutLineSeparators(text: string): string {
  return text.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}
