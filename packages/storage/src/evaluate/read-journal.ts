import { cursorSeq, journalCursor } from '../names/journal-cursor.ts'
import type { JournalEntry } from '../port/journal-entry.ts'
import type { JournalPage, JournalRead } from '../port/journal-read.ts'
import type { JsonText } from '../port/json-text.ts'
import { walking } from './indexes.ts'
import type { TableIndexes, Tables } from './tables.ts'

/** See `Store.journal`. */
export function readJournal(tables: Tables, read: JournalRead, indexes: TableIndexes = walking(tables)): JournalPage<JsonText> {
  const entries: JournalEntry<JsonText>[] = []
  if ('stream' in read) {
    let end = true
    for (const entry of indexes.ofStream(read.stream, read.after ?? 0)) {
      end = entries.length < read.limit
      if (!end) break
      entries.push(entry)
    }
    return { entries, next: journalCursor(entries.at(-1)?.seq ?? 0), end }
  }
  const { types, limit } = read
  const after = read.after === null ? 0 : (cursorSeq(read.after) ?? 0)
  const wanted = types === undefined ? null : new Set(types)
  let passed = after
  for (let seq = after + 1; ; seq += 1) {
    const entry = tables.entry.get(String(seq))
    if (entry === undefined) return { entries, next: journalCursor(passed), end: true }
    if (wanted === null || wanted.has(entry.type)) {
      if (entries.length === limit) return { entries, next: journalCursor(entries.at(-1)?.seq ?? after), end: false }
      entries.push(entry)
    }
    passed = seq
  }
}
