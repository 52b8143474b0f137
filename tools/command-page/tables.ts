import ts from 'typescript'

/** What a declaration says of itself, in one line. */
export function docOf(node: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(node)
  const text = doc === undefined ? '' : ts.getTextOfJSDocComment(doc.comment)
  // A link of the reference leads nowhere on a page; the name it goes by says as much.
  return (text ?? '')
    .replaceAll(/\{@link (\w+)\}/g, '`$1`')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** A table, its head first, in columns as wide as the formatter of the project makes them. */
export function tableOf(rows: readonly (readonly string[])[]): readonly string[] {
  const [head = []] = rows
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const [first, ...others] = rows.map((row) => line(row.map((text, column) => text.padEnd(widths[column] ?? 0))))
  return first === undefined ? [] : [first, line(widths.map((width) => '-'.repeat(width))), ...others]
}

/** A text as it stands in a cell. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
