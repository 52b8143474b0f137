import type { Problem } from '@caseload/core'
import type { Ref } from './ref.ts'

/** Somebody else was faster; nothing was written. Load again, decide again. */
export interface StorageConflict extends Problem<'storage/conflict'> {
  /** Whether a document or a stream of the journal has moved on. */
  readonly of: 'document' | 'stream'
  /** Which; of a stream, `kind` is `stream`. */
  readonly ref: Ref
  /** The version the commit presupposed; 0: none. */
  readonly expected: number
  /** The version there is; null: none. */
  readonly actual: number | null
}

/** Another document of this tenant holds a unique key; nothing was written. Load by that key, decide again. */
export interface StorageTaken extends Problem<'storage/taken'> {
  /** The document that holds it. */
  readonly ref: Ref
  /** Name of the key; its value is known to whoever sent it, and kept out of logs. */
  readonly name: string
  /** Which of the commit's writes wanted it. */
  readonly wantedBy: Ref
}

/** One key, two requests: a mistake of the caller. Nothing was written. */
export interface StorageKeyReused extends Problem<'storage/key-reused'> {
  /** The key. */
  readonly key: string
}

/** The lease was lost; nothing was written. Drop the work: it is somebody else's. */
export interface StorageFenced extends Problem<'storage/fenced'> {
  /** The token that no longer holds. */
  readonly token: string
}

/** The request is not one the contract allows; nothing was sent. Never retry. */
export interface StorageInvalid extends Problem<'storage/invalid'> {
  /** Where, e.g. `writes[3].fields.status`. */
  readonly path: string
  /** What would have been accepted. */
  readonly rule: string
}

/** Others were writing all the time; nothing was written. Try later. */
export interface StorageBusy extends Problem<'storage/busy'> {
  /** What the driver said; not enumerable, so neither logged nor serialised by accident. */
  readonly cause?: unknown
}

/** The store cannot be used now; nothing was written. */
export interface StorageUnavailable extends Problem<'storage/unavailable'> {
  /**
   * `closed`: by us; `network`: not reached; `full`: no space; `readonly`: not writable; `schema`: the database is newer than this code, not ours, or lacks what
   * opening was told not to add; `aborted`: the caller's signal; `other`: the engine failed in a way nobody has classified.
   */
  readonly why: 'closed' | 'network' | 'full' | 'readonly' | 'schema' | 'aborted' | 'other'
  /** What the driver said; not enumerable. */
  readonly cause?: unknown
}

/** The connection was lost while committing: written or not, nobody knows. The same commit again is safe and tells. */
export interface StorageInDoubt extends Problem<'storage/in-doubt'> {
  /** Key of the commit. */
  readonly key: string
  /** What the driver said; not enumerable. */
  readonly cause?: unknown
}

/** What is stored is not what can have been stored. */
export interface StorageCorrupt extends Problem<'storage/corrupt'> {
  /** Which document; null where it is none. */
  readonly ref: Ref | null
  /** What was expected. */
  readonly why: string
}

/** Why a commit was not carried out. */
export type CommitProblem =
  | StorageConflict
  | StorageTaken
  | StorageKeyReused
  | StorageFenced
  | StorageInvalid
  | StorageBusy
  | StorageUnavailable
  | StorageInDoubt
  | StorageCorrupt

/** Why something could not be read, claimed or administered. */
export type ReadProblem = StorageInvalid | StorageBusy | StorageUnavailable | StorageCorrupt

/** Everything a store can say no with. */
export type StorageProblem = CommitProblem | ReadProblem
