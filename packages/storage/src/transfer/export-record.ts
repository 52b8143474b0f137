import type { JournalEntry } from '../port/journal-entry.ts'
import type { JsonText } from '../port/json-text.ts'
import type { KeyValue } from '../port/kind-spec.ts'
import type { Ref } from '../port/ref.ts'
import type { Scalar } from '../port/scalar.ts'

/** One thing of a tenant in an export. */
export type ExportRecord = ExportedDoc | ExportedRemoval | ExportedEntry | ExportedFollower | ExportedWork

/** A document. */
export interface ExportedDoc {
  /** A document. */
  readonly type: 'doc'
  /** Which. */
  readonly ref: Ref
  /** Its version. */
  readonly version: number
  /** The document. */
  readonly doc: JsonText
  /** Its index fields. */
  readonly fields: Readonly<Record<string, Scalar>>
  /** Its look-up values, by name and value. */
  readonly keys: readonly KeyValue[]
}

/** The last version of a document that was removed and is not there again. */
export interface ExportedRemoval {
  /** A removed document. */
  readonly type: 'removed'
  /** Which. */
  readonly ref: Ref
  /** Its last version. */
  readonly version: number
}

/** A journal entry. */
export interface ExportedEntry {
  /** A journal entry. */
  readonly type: 'entry'
  /** The entry. */
  readonly entry: JournalEntry<JsonText>
}

/** Where a follower stands, if not at the beginning. */
export interface ExportedFollower {
  /** A follower. */
  readonly type: 'follower'
  /** Its name. */
  readonly consumer: string
  /** Lane. */
  readonly lane: number
  /** Last place in the lane it has read. */
  readonly seq: number
}

/** A work item, without any lease. */
export interface ExportedWork {
  /** A work item. */
  readonly type: 'work'
  /** Queue. */
  readonly queue: string
  /** Identity within the queue. */
  readonly id: string
  /** When it is due. */
  readonly dueAt: number
  /** What whoever claims it is told. */
  readonly payload: JsonText
}
