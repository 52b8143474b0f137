import type { JournalCursor } from '../port/journal-read.ts'

/**
 * Writes a position of a journal with one lane, for authors of adapters.
 *
 * @param seq - Place in the lane; 0: before the first entry.
 *
 * @example
 * ```ts
 * import { cursorSeq, journalCursor } from '@caseload/storage'
 *
 * cursorSeq(journalCursor(57)) // => 57
 * ```
 */
export function journalCursor(seq: number): JournalCursor {
  return brand(String(seq))
}

/**
 * Reads a position of a journal with one lane, for authors of adapters.
 *
 * @param cursor - As {@link journalCursor} wrote it.
 * @returns Place in the lane; null for anything else.
 *
 * @example
 * ```ts
 * import { cursorSeq, type JournalCursor } from '@caseload/storage'
 *
 * cursorSeq('fifty-seven' as JournalCursor) // => null
 * ```
 */
export function cursorSeq(cursor: JournalCursor): number | null {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(cursor)) return null
  const seq = Number(cursor)
  return Number.isSafeInteger(seq) ? seq : null
}

/** The one place where text becomes a cursor. */
export function brand(text: string): JournalCursor {
  return text as JournalCursor
}
