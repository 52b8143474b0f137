/** A TypeScript code fence found in a doc block or a Markdown page. */
export interface Fence {
  /** Path of the file it stands in, from the root, with forward slashes. */
  readonly file: string
  /** Line of its first line of code, counted from 1. */
  readonly line: number
  /** What it illustrates: the documented symbol, or the nearest heading. */
  readonly subject: string
  /** `false` for a fence marked `no-run`: it must compile, and is not executed. */
  readonly runs: boolean
  /** The code, without the fence lines. */
  readonly code: string
}

const opening = /^(\s*)(`{3,}|~{3,})\s*(\S*)\s*(.*)$/

/**
 * The TypeScript fences among the lines of a text.
 *
 * @param lines - The text, one entry a line; the fence's indentation is removed from its code.
 * @param place - File, number of the text's first line, and the subject that holds at a given line.
 */
export function fencesIn(
  lines: readonly string[],
  place: { readonly file: string; readonly firstLine: number; readonly subjectAt: (index: number) => string },
): readonly Fence[] {
  const fences: Fence[] = []
  for (let index = 0; index < lines.length; index++) {
    const match = opening.exec(lines[index] ?? '')
    if (match === null) continue
    const [, indent = '', mark = '', language = '', info = ''] = match
    const start = index + 1
    const closes = (line: string): boolean => line.trim().startsWith(mark) && line.trim().replaceAll(mark.charAt(0), '') === ''
    let end = start
    while (end < lines.length && !closes(lines[end] ?? '')) end++
    if (language === 'ts' || language === 'typescript') {
      const code = lines.slice(start, end).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
      fences.push({
        file: place.file,
        line: place.firstLine + start,
        subject: place.subjectAt(index),
        runs: info.trim() !== 'no-run',
        code: code.join('\n'),
      })
    }
    index = end
  }
  return fences
}
