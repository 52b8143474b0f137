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

/** Whether a column stands to the left: the first, and those of words alone. Numbers stand to the right. */
export function standsLeft(table: Table, column: number): boolean {
  return column === 0 || table.rows.every((row) => !/^[\d–−-]/.test(row[column] ?? ''))
}

/** The table for a terminal. */
export function textTable(table: Table): string {
  const widths = table.columns.map((name, column) =>
    Math.max(name.length, ...table.rows.map((row) => (row[column] ?? '').length)),
  )
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, column) =>
        standsLeft(table, column) ? (cells[column] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width),
      )
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '─'.repeat(width)).join('  ')
  const note = table.note === null ? [] : [table.note]
  return [table.title, '', line(table.columns), rule, ...table.rows.map(line), ...note, ''].join('\n')
}
