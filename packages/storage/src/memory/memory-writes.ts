import type { NewEvent } from '../port/journal-entry.ts'
import type { JsonText } from '../port/json-text.ts'
import type { Ref } from '../port/ref.ts'
import { findDoc, keyText, type MemoryDoc, type MemoryTenant, refText } from './memory-state.ts'

/** Stores a document in place of what was there. */
export function storeDoc(data: MemoryTenant, doc: MemoryDoc): void {
  forgetKeys(data, doc.ref)
  const ofKind = data.docs.get(doc.ref.kind) ?? new Map<string, MemoryDoc>()
  ofKind.set(doc.ref.id, doc)
  data.docs.set(doc.ref.kind, ofKind)
  for (const key of doc.keys) {
    const text = keyText(doc.ref.kind, key)
    const holders = data.keys.get(text) ?? new Set<string>()
    data.keys.set(text, holders.add(doc.ref.id))
  }
}

/** Removes a document and remembers its version. */
export function removeDoc(data: MemoryTenant, ref: Ref, version: number): void {
  forgetKeys(data, ref)
  data.docs.get(ref.kind)?.delete(ref.id)
  data.removed.set(refText(ref), { ref, version })
}

/** Adds an entry at the end of the journal. */
export function appendEntry(data: MemoryTenant, event: NewEvent<JsonText>, commit: string): void {
  const seq = data.journal.length + 1
  const places = data.streams.get(event.stream) ?? []
  places.push(seq - 1)
  data.streams.set(event.stream, places)
  data.journal.push({ ...event, lane: 0, seq, commit })
}

function forgetKeys(data: MemoryTenant, ref: Ref): void {
  for (const key of findDoc(data, ref)?.keys ?? []) {
    const text = keyText(ref.kind, key)
    const holders = data.keys.get(text)
    holders?.delete(ref.id)
    if (holders?.size === 0) data.keys.delete(text)
  }
}
