import type { TenantId } from '@caseload/core'
import type { JournalEntry, JsonText, KeyValue, PutWrite, Ref } from '@caseload/storage'
import type { Change, KeyValueFile } from './key-value-file.ts'

/** A document as it is kept. */
export interface StoredDoc extends Pick<PutWrite<JsonText>, 'ref' | 'version' | 'doc' | 'fields'> {
  readonly keys: readonly KeyValue[]
}

/** A work item or a follower's place as it is kept: `visibleAt` is when it may be claimed, `secret` whose lease it is. */
export interface StoredWork {
  readonly queue: string
  readonly id: string
  readonly dueAt: number
  readonly payload: JsonText
  readonly attempt: number
  readonly visibleAt: number
  readonly secret: string | null
}

/** How far a follower is. */
export interface StoredFollower {
  readonly consumer: string
  readonly seq: number
  readonly attempt: number
  readonly visibleAt: number
  readonly secret: string | null
}

/** What a commit left behind. */
export interface StoredReceipt {
  readonly fingerprint: string | null
  readonly seq: number
  readonly at: number
}

/** What kinds of things there are, and what each is kept as. */
interface Shapes {
  readonly doc: StoredDoc
  readonly removed: { readonly ref: Ref; readonly version: number }
  readonly entry: JournalEntry<JsonText>
  readonly stream: number
  readonly receipt: StoredReceipt
  readonly work: StoredWork
  readonly follower: StoredFollower
}

/** One tenant's part of the file: the tenant stands first in every area, so nothing can be read of another. */
export interface TenantData {
  get<Name extends keyof Shapes>(name: Name, key: string): Shapes[Name] | undefined
  all<Name extends keyof Shapes>(name: Name): readonly Shapes[Name][]
  put<Name extends keyof Shapes>(name: Name, key: string, value: Shapes[Name] | null): Change
  readonly isEmpty: () => boolean
  readonly lastSeq: () => number
}

/** Looks at a tenant's part. */
export function tenantData(file: KeyValueFile, tenant: TenantId): TenantData {
  return {
    // The file holds what `put` has put there, and nothing else writes it.
    get: <Name extends keyof Shapes>(name: Name, key: string) => file.get(`${tenant}/${name}`, key) as Shapes[Name] | undefined,
    all: <Name extends keyof Shapes>(name: Name) => file.all(`${tenant}/${name}`).map(([, value]) => value as Shapes[Name]),
    put: (name, key, value) => [`${tenant}/${name}`, key, value],
    isEmpty: () => file.areas().every((area) => !area.startsWith(`${tenant}/`) || file.all(area).length === 0),
    lastSeq: () => file.all(`${tenant}/entry`).length,
  }
}

/** Every tenant that has something. */
export function tenantsOf(file: KeyValueFile): readonly TenantId[] {
  return [...new Set(file.areas().map((area) => area.slice(0, area.indexOf('/')) as TenantId))]
}

/** A reference as one key; neither part has a slash. */
export function refKey(ref: Ref): string {
  return `${ref.kind}/${ref.id}`
}
