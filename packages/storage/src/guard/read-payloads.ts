import type { Json } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { Claim } from '../port/claim.ts'
import type { Doc } from '../port/doc.ts'
import type { JournalEntry } from '../port/journal-entry.ts'
import type { JsonText } from '../port/json-text.ts'
import { storageCorrupt } from '../port/problem-factories.ts'
import type { StorageCorrupt } from '../port/problems.ts'
import { sealCursor } from './sealed-cursor.ts'

/** Reads the texts of documents. */
export function readItems(stored: readonly Doc<JsonText>[]): Result<readonly Doc[], StorageCorrupt> {
  const docs: Doc[] = []
  for (const { ref, version, doc } of stored) {
    const read = parse(doc)
    if (read === undefined) return err(storageCorrupt(ref, 'JSON'))
    docs.push({ ref, version, doc: read })
  }
  return ok(docs)
}

/** Reads the texts of documents of which some may be absent. */
export function readDocs(stored: readonly (Doc<JsonText> | null)[]): Result<readonly (Doc | null)[], StorageCorrupt> {
  const docs: (Doc | null)[] = []
  for (const item of stored) {
    if (item === null) {
      docs.push(null)
      continue
    }
    const { ref, version } = item
    const doc = parse(item.doc)
    if (doc === undefined) return err(storageCorrupt(ref, 'JSON'))
    docs.push({ ref, version, doc })
  }
  return ok(docs)
}

/** Reads the data of journal entries. */
export function readEntries(stored: readonly JournalEntry<JsonText>[]): Result<readonly JournalEntry[], StorageCorrupt> {
  const entries: JournalEntry[] = []
  for (const entry of stored) {
    const data = parse(entry.data)
    if (data === undefined) return err(storageCorrupt({ kind: 'stream', id: entry.stream }, 'JSON'))
    entries.push({ ...entry, data })
  }
  return ok(entries)
}

/** Reads the payloads of claims, and ties the positions of followers to their tenants. */
export function readClaims(stored: readonly Claim<JsonText>[]): Result<readonly Claim[], StorageCorrupt> {
  const claims: Claim[] = []
  for (const claim of stored) {
    const { tenant, attempt, token } = claim
    if ('consumer' in claim) {
      const { consumer, after } = claim
      claims.push({ tenant, consumer, after: after === null ? null : sealCursor(tenant, after), attempt, token })
      continue
    }
    const { queue, id, dueAt } = claim
    const payload = parse(claim.payload)
    if (payload === undefined) return err(storageCorrupt({ kind: queue, id }, 'JSON'))
    claims.push({ tenant, queue, id, dueAt, payload, attempt, token })
  }
  return ok(claims)
}

/** What a text says; undefined: it is no JSON. */
function parse(text: JsonText): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
