import type { Instant, Problem, TenantId } from '@caseload/core'
import type { RecordedEvent } from '@caseload/planner'
import type { Expectation, Query, Ref, Store, Write } from '@caseload/storage'
import type { Result } from 'neverthrow'

/** Some events of one tenant in the order in which they were stored, to be dealt with together. */
export interface EventBatch {
  /** Whose events. */
  readonly tenant: TenantId
  /** The events, at least one; of one stream always in the order of their versions. */
  readonly events: readonly RecordedEvent[]
  /** How often a handler was given the first of them without success, from 1. Another process may have tried before. */
  readonly attempt: number
  /** Aborted when the follower is stopped, the lease is lost or the handler has taken too long: what is still under way may give up. After the last two nothing of it counts. */
  readonly signal: AbortSignal
  /** Documents of the tenant by identity, to be changed in {@link FollowEffect.writes}. */
  readonly load: (refs: readonly Ref[]) => ReturnType<Store['load']>
  /** Documents of the tenant by condition. */
  readonly find: (query: Query) => ReturnType<Store['find']>
}

/** What is committed together with "these events are dealt with": both or neither. */
export interface FollowEffect {
  /** Documents of the application's own kinds (`DeskOptions.kinds`) to store and remove. */
  readonly writes?: readonly Write[]
  /** Documents that were read and not written, and must still be at that version. */
  readonly expect?: readonly Expectation[]
}

/**
 * Deals with a batch. `ok({})`, or `ok({ writes })` for an effect in the same store; `err` with any problem where it did not work, and the same events come again.
 * A handler that throws has not dealt with them either.
 */
export type FollowHandler = (batch: EventBatch) => PromiseLike<Result<FollowEffect, Problem>> | Result<FollowEffect, Problem>

/** How a journal is followed. */
export interface FollowOptions {
  /** Ends it: no further batch is begun, the present ones finish. An `AbortSignal`. */
  readonly signal?: AbortSignal
  /** `stopped`, the default: goes on until the signal. `caught-up`: ends when nothing is left that could be done now. */
  readonly until?: 'stopped' | 'caught-up'
  /** Only events of this tenant; of all where absent. */
  readonly tenant?: string
  /** Only these types; all where absent. The others are passed over. */
  readonly types?: readonly string[]
  /** At most so many events at once, 1 to 500; 100 where absent. */
  readonly batch?: number
  /** At most so many tenants at once in this process, 1 to 100; 4 where absent. */
  readonly tenantsAtOnce?: number
  /** How long a tenant is this process's alone, 1 second to 1 hour; 30 seconds where absent. It is prolonged while the handler works, so this is how long others wait after a crash. */
  readonly leaseMs?: number
  /**
   * How long a handler may take with a batch, 1 second to 1 hour; 10 minutes where absent. Then the batch's `signal` is aborted, whatever the handler still gives back is not stored, and the
   * events come again as after any failure, here `desk/handler-timed-out`: while a handler hangs its tenant is nobody else's.
   */
  readonly handlerMs?: number
  /** How long to wait where nothing is to be done, 1 to 60,000; 250 where absent. What this very desk commits is seen at once. */
  readonly pollMs?: number
  /** The longest pause after failures in a row, 1 second to 1 hour; 5 minutes where absent. The first is a second, each is twice the last, and chance takes up to half away. */
  readonly longestPauseMs?: number
  /**
   * What to do with an event that a handler did not deal with after so many attempts, from 1. Where absent it is tried for ever and everything of its tenant waits behind it;
   * other tenants do not.
   */
  readonly giveUp?: {
    /** After how many attempts, from 1. */
    readonly after: number
    /** Puts the event away; then the follower goes on behind it. What it gives back is committed with that. */
    readonly handler: (
      batch: EventBatch,
      problem: Problem,
    ) => PromiseLike<Result<FollowEffect, Problem>> | Result<FollowEffect, Problem>
  }
  /** Name of the worker, for people who look into the store; `desk` where absent. */
  readonly worker?: string
  /** Is told what happens, for logs and figures; no event's particulars. */
  readonly observe?: (observation: FollowObservation) => void
}

/** One thing that happened while following. */
export type FollowObservation =
  | {
      /** Events were dealt with, and that is committed. */
      readonly kind: 'delivered'
      /** Whose. */
      readonly tenant: TenantId
      /** How many. */
      readonly events: number
      /** Milliseconds from the storing of the first of them until now. */
      readonly lagMs: number
      /** Whether nothing more was to be read. */
      readonly end: boolean
    }
  | {
      /** A handler did not deal with events; they come again. */
      readonly kind: 'failed'
      /** Whose. */
      readonly tenant: TenantId
      /** The first of them, as `stream#version`. */
      readonly event: string
      /** How many were given. */
      readonly events: number
      /** How often the first was given, from 1. */
      readonly attempt: number
      /** Why. */
      readonly problem: Problem
      /** When they come again, in milliseconds; 0: at once, fewer at a time. */
      readonly againInMs: number
    }
  | {
      /** An event was put away by `giveUp`. */
      readonly kind: 'gave-up'
      /** Whose. */
      readonly tenant: TenantId
      /** Which, as `stream#version`. */
      readonly event: string
      /** Why. */
      readonly problem: Problem
    }
  | {
      /** The lease ended before the handler did: what it did is not committed, somebody else does it. */
      readonly kind: 'lease-lost'
      /** Whose. */
      readonly tenant: TenantId
    }
  | {
      /** The store could not be used; it is asked again. */
      readonly kind: 'store-failed'
      /** Why. */
      readonly problem: Problem
      /** When it is asked again, in milliseconds. */
      readonly againInMs: number
    }

/** What following came to. */
export interface FollowReport {
  /** Events that were dealt with. */
  readonly delivered: number
  /** Events that `giveUp` put away. */
  readonly gaveUp: number
  /** Batches that a handler did not deal with. */
  readonly failed: number
  /** Batches whose lease was lost. */
  readonly lost: number
}

/** How far a follower is behind. */
export interface Lag {
  /** Whose journal. */
  readonly tenant: TenantId
  /** Events not dealt with, those of types that are passed over among them. */
  readonly entries: number
  /** When the first of them was stored. */
  readonly since: Instant
}
