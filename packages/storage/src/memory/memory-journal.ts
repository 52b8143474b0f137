import { cursorSeq, journalCursor } from '../names/journal-cursor.ts'
import type { JournalEntry } from '../port/journal-entry.ts'
import type { JournalPage, JournalRead } from '../port/journal-read.ts'
import type { JsonText } from '../port/json-text.ts'
import type { EntryRef, VerifyReport } from '../port/store-admin.ts'
import type { MemoryTenant } from './memory-state.ts'

/** A stretch of a tenant's journal. */
export function readMemoryJournal(data: MemoryTenant, read: JournalRead): JournalPage<JsonText> {
  if ('stream' in read) {
    const rest = (data.streams.get(read.stream) ?? []).slice(read.after ?? 0)
    const entries = rest.slice(0, read.limit).flatMap((index) => data.journal[index] ?? [])
    return { entries, next: journalCursor(entries.at(-1)?.seq ?? 0), end: rest.length <= read.limit }
  }
  const { types, limit } = read
  const after = read.after === null ? 0 : (cursorSeq(read.after) ?? 0)
  const wanted = types === undefined ? null : new Set(types)
  const entries: JournalEntry<JsonText>[] = []
  let passed = after
  for (let index = after; index < data.journal.length; index += 1) {
    const entry = data.journal[index]
    if (entry === undefined) break
    if (wanted === null || wanted.has(entry.type)) {
      if (entries.length === limit) return { entries, next: journalCursor(entries.at(-1)?.seq ?? after), end: false }
      entries.push(entry)
    }
    passed = entry.seq
  }
  return { entries, next: journalCursor(passed), end: true }
}

/** Sets the data of entries to null and says how many had any. */
export function redactMemory(data: MemoryTenant, entries: readonly EntryRef[], nothing: JsonText): number {
  let changed = 0
  for (const { lane, seq } of entries) {
    const entry = data.journal[seq - 1]
    if (lane !== 0 || entry === undefined || entry.data === nothing) continue
    data.journal[seq - 1] = { ...entry, data: nothing }
    changed += 1
  }
  return changed
}

/** Whether places and versions follow each other. */
export function verifyMemory(data: MemoryTenant): VerifyReport {
  const last = new Map<string, number>()
  for (const [index, entry] of data.journal.entries()) {
    const version = (last.get(entry.stream) ?? 0) + 1
    if (entry.seq !== index + 1 || entry.version !== version) {
      return { entries: index, brokenAt: { lane: entry.lane, seq: index + 1 } }
    }
    last.set(entry.stream, version)
  }
  return { entries: data.journal.length, brokenAt: null }
}
