import type { ResultAsync } from 'neverthrow'
import type { KindSpec } from './kind-spec.ts'
import type { StorageProblem } from './problems.ts'
import type { StoreAdapter } from './store-adapter.ts'
import type { StoreAdmin } from './store-admin.ts'

/** A place to keep things, not yet opened: what `memoryStorage()` and `sqliteStorage('desk.db')` give. */
export interface Storage {
  /** Name of the adapter. */
  readonly name: string
  /** Opens it, creates or migrates what the kinds need, and gives both sides of it. May be called several times: each is a handle of its own on the same data. */
  open(options: OpenOptions): ResultAsync<OpenStore, StorageProblem>
}

/** What a store is opened with. */
export interface OpenOptions {
  /** Every kind of document that will be stored. */
  readonly kinds: readonly KindSpec[]
}

/** An opened store. */
export interface OpenStore {
  /** The port; for {@link guardStore} only. */
  readonly store: StoreAdapter
  /** The operator's side. */
  readonly admin: StoreAdmin
}
