import type { ManualClock } from '@caseload/core/testing'
import type { OpenStore, Storage, Store, StoreAdmin } from '@caseload/storage'
import type { Pass } from './passes.ts'
import type { Place } from './place.ts'

/** One thing every adapter must do, as a program that rejects where it does not. */
export interface ConformanceCase {
  /** Area and number, e.g. `B11`. */
  readonly id: string
  /** Clauses of the contract it shows, by number; see {@link clauses}. */
  readonly clauses: readonly number[]
  /** What is expected, as a sentence. */
  readonly name: string
  /** What the adapter's place must offer for it. */
  readonly needs?: readonly Means[]
  /** Whether processes write side by side in it, which a store for one process at a time does not allow. */
  readonly sideBySide?: boolean
  /** The passes it makes sense in; all by default. */
  readonly passes?: readonly Pass[]
  /** Shows it on a fresh database. */
  readonly run: (world: World) => Promise<void>
}

/** What a place may offer beside a database: the optional members of {@link Place}. */
export type Means = 'again' | 'process' | 'wire' | 'statements' | 'bytes' | 'flushes' | 'obstacles' | 'bystander'

/** A fresh database and ways into it. */
export interface World {
  /** A handle. */
  readonly store: Store
  /** A second handle on the same database. */
  readonly other: Store
  /** The operator's side of the first handle. */
  readonly admin: StoreAdmin
  /** What the adapter's tests supplied. */
  readonly place: Place
  /** The store's clock. */
  readonly clock: ManualClock
  /** Seed of what is left to chance; null: another every time. */
  readonly seed: number | null
  /** How often to try what is left to chance: the first number in a run of every day, the second in a thorough one. */
  times(quick: number, thorough: number): number
  /** Opens one more handle, of this place or of a value for the same database; closed at the end. */
  openMore(storage?: Storage): Promise<OpenHandle>
  /** Another place, with a clock of its own, which whoever asked for it disposes of. */
  newPlace(clock: ManualClock): Promise<Place>
  /** Another place with a database of its own. */
  elsewhere(): Promise<OpenHandle>
}

/** A store that was opened. */
export interface OpenHandle {
  /** The handle. */
  readonly store: Store
  /** The operator's side. */
  readonly admin: StoreAdmin
  /** What the adapter gave, behind the handle. */
  readonly open: OpenStore
}
