import type { OpenStore, Store, StoreAdmin } from '@caseload/storage'
import type { Pass } from '../passes.ts'
import type { Place } from '../place.ts'
import type { LaterAdapter } from './later-adapter.ts'

/** What a fault may use of the laboratory it is put into. */
export interface Bench {
  /** To be called before each thing that could be the last. */
  readonly before: () => void
  /** Writes something to the disk that stays there. */
  readonly keep: (text: string) => void
  /** How many places were opened before this one. */
  readonly place: number
  /** Whether an unrelated transaction is open. */
  readonly bystander: () => boolean
}

/** One handle. */
export interface Handle {
  /** Whether the process it belongs to lives. */
  readonly alive: () => boolean
}

/** A way of getting the contract wrong that somebody has got wrong before. */
export interface Fault {
  /** What is wrong, as a sentence about the store. */
  readonly name: string
  /** The pass it shows in, where it hides in the first one. */
  readonly pass?: Pass
  /** Puts it into the handles of one database. */
  readonly store?: (bench: Bench) => (store: LaterAdapter, handle: Handle) => LaterAdapter
  /** Puts it into the client's end of the wire. */
  readonly client?: () => (store: LaterAdapter) => LaterAdapter
  /** Puts it into the operator's sides of one database. */
  readonly admin?: () => (admin: StoreAdmin) => StoreAdmin
  /** Whether every handle has a database of its own. */
  readonly isolated?: boolean
  /** Puts it into opening. */
  readonly open?: () => (open: () => Promise<OpenStore>) => Promise<OpenStore>
  /** Puts it into what the place offers. */
  readonly place?: (place: Place) => Place
  /** Puts it into the guard: what no adapter can get wrong, because it is not asked. */
  readonly guard?: (store: Store, open: OpenStore) => Store
}
