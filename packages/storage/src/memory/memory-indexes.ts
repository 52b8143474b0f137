import type { DocRow, RowChange, TableIndexes, TableMaps } from '../evaluate/tables.ts'
import type { JournalEntry } from '../port/journal-entry.ts'
import type { JsonText } from '../port/json-text.ts'
import type { KeyValue } from '../port/kind-spec.ts'

/** Indexes that are kept up with every change. */
export interface MemoryIndexes extends TableIndexes {
  /** Before a change of the tables is made. */
  follow(change: RowChange): void
}

/** The indexes of a tenant that has nothing yet. */
export function memoryIndexes(tables: TableMaps): MemoryIndexes {
  const kinds = new Map<string, Map<string, DocRow>>()
  const holders = new Map<string, Map<string, DocRow>>()
  const streams = new Map<string, string[]>()

  return {
    ofKind: (kind) => kinds.get(kind)?.values() ?? [],
    holding: (kind, key) => holders.get(keyText(kind, key))?.values() ?? [],
    ofStream: (stream, after) => entriesAt(streams.get(stream) ?? [], after),
    follow([, table, key, row]) {
      if (table === 'doc') {
        const before = tables.doc.get(key)
        if (before !== undefined) forget(before)
        if (row !== null) remember(row)
      }
      if (table === 'entry' && row !== null && !tables.entry.has(key)) {
        const places = streams.get(row.stream)
        if (places === undefined) streams.set(row.stream, [key])
        else places.push(key)
      }
    },
  }

  function remember(row: DocRow): void {
    put(kinds, row.ref.kind, row)
    for (const key of row.keys) put(holders, keyText(row.ref.kind, key), row)
  }

  function forget(row: DocRow): void {
    kinds.get(row.ref.kind)?.delete(row.ref.id)
    for (const key of row.keys) {
      const text = keyText(row.ref.kind, key)
      const rest = holders.get(text)
      rest?.delete(row.ref.id)
      if (rest?.size === 0) holders.delete(text)
    }
  }

  function* entriesAt(places: readonly string[], after: number): Iterable<JournalEntry<JsonText>> {
    for (let index = after; index < places.length; index += 1) {
      const entry = tables.entry.get(places[index] ?? '')
      if (entry !== undefined) yield entry
    }
  }
}

function put(index: Map<string, Map<string, DocRow>>, at: string, row: DocRow): void {
  const rows = index.get(at) ?? new Map<string, DocRow>()
  index.set(at, rows.set(row.ref.id, row))
}

/** A look-up value as one text; neither kind nor name has a blank. */
function keyText(kind: string, key: KeyValue): string {
  return `${kind} ${key.name} ${key.value}`
}
