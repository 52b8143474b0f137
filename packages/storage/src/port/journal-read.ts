import type { Json } from '@caseload/core'
import type { JournalEntry } from './journal-entry.ts'

declare const cursorBrand: unique symbol

/** A position of a tenant's journal; opaque, and valid for ever, also after export and import. */
export type JournalCursor = string & {
  /** Exists in types only: keeps unchecked texts out. */
  readonly [cursorBrand]: true
}

/** What to read of a journal. */
export type JournalRead = StreamRead | TenantRead

/** The history of one stream. */
export interface StreamRead {
  /** Which stream. */
  readonly stream: string
  /** Only what comes after this version; 0 by default. */
  readonly after?: number
  /** At most so many entries, 1 to 500. */
  readonly limit: number
}

/** The journal of the whole tenant, in order of commit. */
export interface TenantRead {
  /** Continue after this position; null: from the beginning. */
  readonly after: JournalCursor | null
  /** At most so many entries, 1 to 500. */
  readonly limit: number
  /** Only these types; all by default. What is skipped still moves the position on. */
  readonly types?: readonly string[]
}

/** A stretch of a journal. */
export interface JournalPage<Body = Json> {
  /** The entries, oldest first. */
  readonly entries: readonly JournalEntry<Body>[]
  /**
   * Where a read of the tenant goes on: after everything that was read or skipped, so the same as `after` where there was nothing. Of a read of one stream, which goes on by version,
   * it is the position of the last entry, or of the beginning.
   */
  readonly next: JournalCursor
  /** Whether there was nothing more when this was read. */
  readonly end: boolean
}
