import type { TenantId } from '@caseload/core'
import type { JournalEntry } from '../port/journal-entry.ts'
import type { JsonText } from '../port/json-text.ts'
import type { KeyValue } from '../port/kind-spec.ts'
import type { Ref } from '../port/ref.ts'
import type { Scalar } from '../port/scalar.ts'

/** A document as the memory store keeps it. */
export interface MemoryDoc {
  readonly ref: Ref
  readonly version: number
  readonly body: JsonText
  readonly fields: Readonly<Record<string, Scalar>>
  readonly keys: readonly KeyValue[]
}

/** A work item as the memory store keeps it. */
export interface MemoryWork {
  readonly queue: string
  readonly id: string
  readonly dueAt: number
  readonly payload: JsonText
  readonly attempt: number
  /** When it can be claimed: by the caller's `now` while nobody holds it, by the store's clock while somebody does. */
  readonly visibleAt: number
  /** Random part of the token of whoever holds it; null: nobody. */
  readonly secret: string | null
}

/** A follower's place in one tenant's journal. */
export interface MemoryFollower {
  readonly consumer: string
  readonly seq: number
  readonly attempt: number
  readonly visibleAt: number
  readonly secret: string | null
}

/** What a commit left behind. */
export interface MemoryReceipt {
  readonly fingerprint: string | null
  readonly seq: number
  readonly at: number
}

/** Everything of one tenant. */
export interface MemoryTenant {
  /** Documents by kind and id. */
  readonly docs: Map<string, Map<string, MemoryDoc>>
  /** Last versions of removed documents, by {@link refText}. */
  readonly removed: Map<string, { readonly ref: Ref; readonly version: number }>
  /** Ids of documents by {@link keyText}. */
  readonly keys: Map<string, Set<string>>
  readonly journal: JournalEntry<JsonText>[]
  /** Indexes into the journal by stream. */
  readonly streams: Map<string, number[]>
  readonly receipts: Map<string, MemoryReceipt>
  /** Work items by {@link workText}. */
  readonly work: Map<string, MemoryWork>
  /** Followers by name. */
  readonly followers: Map<string, MemoryFollower>
}

/** Everything a memory store holds. */
export type MemoryState = Map<TenantId, MemoryTenant>

/** A tenant's data; an empty one where there is none, kept only if it is written to. */
export function tenantOf(state: MemoryState, tenant: TenantId): MemoryTenant {
  return state.get(tenant) ?? emptyTenant()
}

/** A tenant with nothing. */
export function emptyTenant(): MemoryTenant {
  return {
    docs: new Map(),
    removed: new Map(),
    keys: new Map(),
    journal: [],
    streams: new Map(),
    receipts: new Map(),
    work: new Map(),
    followers: new Map(),
  }
}

/** A document, if there is one. */
export function findDoc(data: MemoryTenant, ref: Ref): MemoryDoc | undefined {
  return data.docs.get(ref.kind)?.get(ref.id)
}

/** A reference as one text. */
export function refText(ref: Ref): string {
  return `${ref.kind}/${ref.id}`
}

/** A look-up value as one text; neither kind nor name has a blank. */
export function keyText(kind: string, key: KeyValue): string {
  return `${kind} ${key.name} ${key.value}`
}

/** A work item's place as one text. */
export function workText(queue: string, id: string): string {
  return `${queue}/${id}`
}
