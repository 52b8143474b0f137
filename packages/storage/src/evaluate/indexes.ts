import type { TableIndexes, Tables } from './tables.ts'

/** What an index would give, by walking through all there is. */
export function walking({ doc, entry }: Tables): TableIndexes {
  return {
    ofKind: (kind) => filtered(doc.values(), ({ ref }) => ref.kind === kind),
    holding: (kind, { name, value }) =>
      filtered(
        doc.values(),
        ({ ref, keys }) => ref.kind === kind && keys.some((key) => key.name === name && key.value === value),
      ),
    ofStream: (stream, after) => filtered(entry.values(), (each) => each.stream === stream && each.version > after),
  }
}

function* filtered<Row>(rows: Iterable<Row>, wanted: (row: Row) => boolean): Iterable<Row> {
  for (const row of rows) if (wanted(row)) yield row
}
