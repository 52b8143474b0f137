import type { ManualClock } from '@caseload/core/testing'
import type { Storage } from '../port/storage.ts'
import type { Store } from '../port/store.ts'
import type { StoreAdmin } from '../port/store-admin.ts'

/** One thing every adapter must do, as a program that rejects where it does not. */
export interface ContractCase {
  /** What is expected, as a sentence. */
  readonly name: string
  /** Shows it on a fresh database. */
  readonly run: (world: ContractWorld) => Promise<void>
}

/** A fresh database and ways into it. */
export interface ContractWorld {
  /** A guarded handle. */
  readonly store: Store
  /** A second guarded handle on the same database. */
  readonly other: Store
  /** The operator's side of the first handle. */
  readonly admin: StoreAdmin
  /** The place itself, to open more handles. */
  readonly storage: Storage
  /** The store's clock. */
  readonly clock: ManualClock
  /** Another place with a database of its own. */
  elsewhere(): Promise<GuardedPlace>
}

/** A place that was opened. */
export interface GuardedPlace {
  /** A guarded handle. */
  readonly store: Store
  /** The operator's side. */
  readonly admin: StoreAdmin
}

/** What an adapter's tests supply: a place with an empty database, again and again. */
export interface ContractFixture {
  /** A new place that takes its time from a clock. */
  fresh(clock: ManualClock): FreshPlace
}

/** A place with an empty database. */
export interface FreshPlace {
  /** The place. */
  readonly storage: Storage
  /** Takes it away. */
  dispose(): void
}
