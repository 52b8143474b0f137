import type { TenantId } from '@caseload/core'
import type { JournalEntry } from '../port/journal-entry.ts'
import type { JsonText } from '../port/json-text.ts'
import type { KeyValue } from '../port/kind-spec.ts'
import type { Ref } from '../port/ref.ts'
import type { Scalar } from '../port/scalar.ts'

/** A document as it is kept; under `kind/id`, see {@link refKey}. */
export interface DocRow {
  /** Which. */
  readonly ref: Ref
  /** Its version. */
  readonly version: number
  /** The document. */
  readonly doc: JsonText
  /** Its index fields. */
  readonly fields: Readonly<Record<string, Scalar>>
  /** Its look-up values. */
  readonly keys: readonly KeyValue[]
}

/** The last version of a document that was removed; under `kind/id`. */
export interface RemovedRow {
  /** Which. */
  readonly ref: Ref
  /** Its last version. */
  readonly version: number
}

/** What a commit left behind; under the key of the commit. */
export interface ReceiptRow {
  /** Fingerprint of the request; null: none was given. */
  readonly fingerprint: string | null
  /** Place in the journal right after the commit. */
  readonly seq: number
  /** When it was written, by the store's clock. */
  readonly at: number
}

/** How far work has come with whoever claims it. */
export interface LeaseState {
  /** Claims since it was scheduled or last advanced. */
  readonly attempt: number
  /** When it can be claimed: by the caller's `now` while nobody holds it, by the store's clock while somebody does. */
  readonly visibleAt: number
  /** Random part of the token of whoever holds it; null: nobody. */
  readonly secret: string | null
}

/** A work item; under `queue/id`, see {@link workKey}. */
export interface WorkRow extends LeaseState {
  /** Queue. */
  readonly queue: string
  /** Identity within the queue. */
  readonly id: string
  /** The instant it was scheduled for. */
  readonly dueAt: number
  /** What whoever claims it is told. */
  readonly payload: JsonText
}

/** A follower's place in a journal; under its name. */
export interface FollowerRow extends LeaseState {
  /** Name. */
  readonly consumer: string
  /** Last place it has read. */
  readonly seq: number
}

/** The seven tables of a tenant, and what a row of each is. */
export interface Rows {
  /** Documents. */
  readonly doc: DocRow
  /** Versions of removed documents. */
  readonly removed: RemovedRow
  /** Journal entries, under their `seq`. */
  readonly entry: JournalEntry<JsonText>
  /** Last version of each stream, under its name. */
  readonly stream: number
  /** Receipts. */
  readonly receipt: ReceiptRow
  /** Work items. */
  readonly work: WorkRow
  /** Followers. */
  readonly follower: FollowerRow
}

/** Name of a table. */
export type TableName = keyof Rows

/** Every table. */
export const tableNames: readonly TableName[] = ['doc', 'removed', 'entry', 'stream', 'receipt', 'work', 'follower']

/** A table to look at; a `Map` fits. */
export type Table<Row> = Pick<ReadonlyMap<string, Row>, 'get' | 'keys' | 'size' | 'values'>

/** Everything of a tenant, to look at. */
export type Tables = { readonly [Name in TableName]: Table<Rows[Name]> }

/** Everything of a tenant in memory. */
export type TableMaps = { readonly [Name in TableName]: Map<string, Rows[Name]> }

/** A row to be put under a key of a tenant's table; null takes away what is there. Changes that come together are stored together. */
export type RowChange<Name extends TableName = TableName> = {
  readonly [Each in Name]: readonly [tenant: TenantId, table: Each, key: string, row: Rows[Each] | null]
}[Name]

/** Shorter ways to what a walk would find as well. */
export interface TableIndexes {
  /** Documents of a kind. */
  ofKind(kind: string): Iterable<DocRow>
  /** Documents of a kind that have a look-up value. */
  holding(kind: string, key: KeyValue): Iterable<DocRow>
  /** Entries of a stream after a version, in order. */
  ofStream(stream: string, after: number): Iterable<JournalEntry<JsonText>>
}

/** A document's key. */
export function refKey(ref: Ref): string {
  return `${ref.kind}/${ref.id}`
}

/** A work item's key. */
export function workKey(queue: string, id: string): string {
  return `${queue}/${id}`
}
