/** A table of texts. */
export interface Table {
  /** What it shows. */
  readonly title: string
  /** Names of the columns. */
  readonly columns: readonly string[]
  /** Rows, each with as many cells as there are columns. */
  readonly rows: readonly (readonly string[])[]
  /** What a reader should know before believing it; null where there is nothing. */
  readonly note: string | null
}

/** The table for a terminal: first column to the left, the others to the right. */
export function textTable(table: Table): string {
  const widths = table.columns.map((name, column) =>
    Math.max(name.length, ...table.rows.map((row) => (row[column] ?? '').length)),
  )
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, column) => (column === 0 ? (cells[column] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width)))
      .join('  ')
  const rule = widths.map((width) => '─'.repeat(width)).join('  ')
  const note = table.note === null ? [] : [table.note]
  return [table.title, '', line(table.columns), rule, ...table.rows.map(line), ...note, ''].join('\n')
}
