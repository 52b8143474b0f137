import type { NewEvent } from './journal-entry.ts'
import type { JournalCursor } from './journal-read.ts'
import type { Payload } from './json-text.ts'
import type { KeyValue } from './kind-spec.ts'
import type { Ref } from './ref.ts'
import type { Scalar } from './scalar.ts'
import type { WorkChange } from './work-change.ts'

/**
 * Everything one decision changes, as one description; a store carries out all of it or nothing.
 *
 * Checks run in this order on every engine: the key was used before (replay, or `storage/key-reused`), a work token is lost
 * (`storage/fenced`), a version differs (`storage/conflict`, the first by kind and id, documents before streams), a unique key belongs to another document
 * (`storage/taken`).
 */
export interface Commit<Body = Payload> {
  /** Names this commit, 1 to 128 of `A–Z a–z 0–9 . _ : ~ -`. The same key again gives the first receipt again and writes nothing. */
  readonly key: string
  /** Hash of the request behind the key, at most 128 of the same characters; the same key with another one is refused. */
  readonly fingerprint?: string
  /** Documents that were read to decide and must still be at that version; 0: must still not exist. */
  readonly expect?: readonly Expectation[]
  /** Documents to store and to remove; each at most once. */
  readonly writes: readonly Write<Body>[]
  /** Facts for the journal; of one stream in the order of their versions. */
  readonly events: readonly NewEvent<Body>[]
  /** Timers and follower positions that change with it. */
  readonly work?: readonly WorkChange<Body>[]
}

/** What a decision read without writing it. */
export interface Expectation {
  /** The document. */
  readonly ref: Ref
  /** Its version when it was read; 0: there was none. */
  readonly version: number
}

/** One change of a document. */
export type Write<Body = Payload> = PutWrite<Body> | RemoveWrite

/** Stores a document. */
export interface PutWrite<Body = Payload> {
  /** Store. */
  readonly op: 'put'
  /** Which document. */
  readonly ref: Ref
  /**
   * Version that was read; it becomes one more. 0: does not exist, and becomes 1 (or, where an earlier document of that identity was removed,
   * one more than that one's last).
   */
  readonly version: number
  /** The document: at most 1 MiB as JSON, at most 32 levels deep. */
  readonly doc: Body
  /** A value for every declared field that is not nullable; a nullable one left out is null. */
  readonly fields: Readonly<Record<string, Scalar>>
  /** Look-up values; they replace all the document had. None by default. */
  readonly keys?: readonly KeyValue[]
}

/** Removes a document and its look-up values. */
export interface RemoveWrite {
  /** Remove. */
  readonly op: 'remove'
  /** Which document. */
  readonly ref: Ref
  /** Version that was read. */
  readonly version: number
}

/** Proof of a commit. */
export interface Receipt {
  /** Key of the commit. */
  readonly key: string
  /** Position of the journal right after it. */
  readonly cursor: JournalCursor
  /** Whether the commit had been carried out before, and nothing was written now. */
  readonly replayed: boolean
}
