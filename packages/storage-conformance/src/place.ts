import type { ManualClock } from '@caseload/core/testing'
import type { Storage } from '@caseload/storage'

/** What an adapter's tests supply: a place with an empty database, again and again. */
export type OpenPlace = (clock: ManualClock) => Place | Promise<Place>

/**
 * A place with an empty database of its own, and what can be done to it.
 *
 * Only `storage` and `dispose` are always needed. What a store claims of itself decides which of the others it must offer, since a claim that cannot be looked at is
 * not believed: durability `process` or `power` needs `again` and `process`, `power` also `flushes`, writers `one-host` and `many-hosts` need `process`, `many-hosts` also `wire`.
 */
export interface Place {
  /** The place, to be opened with the clock that was given. */
  readonly storage: Storage
  /** Gives another value for the same database that shares nothing in memory with the first; as a new process would. */
  readonly again?: () => Storage
  /** Starts a process of its own on this database, which does a job by {@link runWorker}. */
  readonly process?: (job: readonly string[]) => WorkerProcess
  /** The way from `storage` to its server, made to break. */
  readonly wire?: Wire
  /** The place before every statement of `storage`, made to break. */
  readonly statements?: StatementFaults
  /** Reads every byte that is kept of this database on disk. */
  readonly bytes?: () => Promise<readonly Uint8Array[]>
  /** How often the engine has so far made the disk keep what was written; a number that only grows. */
  readonly flushes?: () => Promise<number>
  /** What can get into the way of writing. */
  readonly obstacles?: readonly Obstacle[]
  /** Writes something of no concern to us in a transaction on the same server, and leaves it open until it is told to end. */
  readonly bystander?: () => Promise<() => Promise<void>>
  /** Takes it away. */
  readonly dispose: () => void | Promise<void>
}

/** A process that was started. */
export interface WorkerProcess {
  /** Whole lines it has printed so far. */
  readonly lines: readonly string[]
  /** What it has written to its error output so far, where the place listens to it: a case that fails because a process did says it. */
  readonly complaints?: () => string
  /** Ends with its exit code; null where it was killed. */
  readonly ended: Promise<number | null>
  /** Kills it as the operating system would, without warning. */
  kill(): void
}

/** Bytes that went over a wire. */
export interface Traffic {
  /** Towards the server. */
  readonly sent: number
  /** Back. */
  readonly received: number
}

/** A connection that can be broken at any byte. */
export interface Wire {
  /** Bytes that went towards the server, and that came back, so far. */
  readonly traffic: () => Traffic
  /** Breaks every connection once so many more bytes have gone in that direction; later connections are fine. */
  breakAfter(direction: 'sent' | 'received', bytes: number): void
  /** Lets no byte come back from now on, without closing anything. */
  hush(): void
  /** Refuses connections and breaks those there are, as a server that is down. */
  down(): void
  /** Ends whatever was arranged; connections that were hushed are broken. */
  mend(): void
  /** After so many milliseconds without an answer the adapter gives up by itself. */
  readonly timeoutMs: number
}

/** A hook that is called before each statement, and can fail there. */
export interface StatementFaults {
  /** How many statements there were so far. */
  readonly count: () => number
  /** Fails before the so-many-th statement from now, 1 is the next, and before every later one until {@link StatementFaults.mend}: as a process that has died. */
  dieBefore(statement: number): void
  /** Says so many times that somebody else was in the way, then lets everything through. */
  busy(times: number): void
  /** Ends whatever was arranged. */
  mend(): void
}

/** Something that makes writing impossible for a while. */
export interface Obstacle {
  /** What the store has to say of it. */
  readonly why: 'full' | 'readonly' | 'network' | 'busy'
  /** Puts it in the way. */
  raise(): void | Promise<void>
  /** Takes it away. */
  clear(): void | Promise<void>
}
