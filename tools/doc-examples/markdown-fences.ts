import { type Fence, fencesIn } from './fence.ts'

/** The TypeScript fences of a Markdown page; the subject of each is the heading above it. */
export function markdownFences(file: string, text: string): readonly Fence[] {
  const lines = text.split('\n')
  const subjectAt = (index: number): string => {
    const heading = lines.slice(0, index).findLast((line) => /^#{1,6} /.test(line))
    return heading?.replace(/^#+ /, '').trim() ?? file
  }
  return fencesIn(lines, { file, firstLine: 1, subjectAt })
}
