import type { Json, TenantId } from '@caseload/core'
import type { JournalCursor } from './journal-read.ts'

/** Asks for work that is due, or for journals to follow. */
export type ClaimRequest = WorkRequest | FollowRequest

/** What every request for work says. */
export interface ClaimTerms {
  /** Who asks, for people who look into the store; leases are told apart by token. */
  readonly worker: string
  /** At most so many, 1 to 1,000. */
  readonly limit: number
  /** How long it is nobody else's, 1 second to 1 hour, by the store's clock. */
  readonly leaseMs: number
  /** Only of this tenant; of all by default. */
  readonly tenant?: TenantId
}

/** Asks for items that are due. */
export interface WorkRequest extends ClaimTerms {
  /** From these queues; at least one. */
  readonly queues: readonly string[]
  /** What counts as now for being due: an item due at this very millisecond is. Leases ignore it. */
  readonly now: number
}

/** Asks for tenants whose journal is ahead of a follower. */
export interface FollowRequest extends ClaimTerms {
  /** Name of the follower: a lower-case letter, then up to 39 lower-case letters, digits or `-`. */
  readonly consumer: string
}

/** Work that is nobody else's until its lease ends. A lease that has ended still counts as long as nobody else has claimed the work. */
export type Claim<Body = Json> = WorkClaim<Body> | FollowClaim

/** What every claim says. */
export interface ClaimTicket {
  /** Tenant it belongs to. */
  readonly tenant: TenantId
  /** Proof of the lease, at least 128 random bits; goes into `settle`, `advance`, `extend` and `release`. */
  readonly token: string
  /** How often it was claimed since it was scheduled or last advanced, from 1. */
  readonly attempt: number
}

/** An item that is due. */
export interface WorkClaim<Body = Json> extends ClaimTicket {
  /** Queue. */
  readonly queue: string
  /** Identity within the queue. */
  readonly id: string
  /** The instant it was scheduled for. */
  readonly dueAt: number
  /** What was said when it was scheduled. */
  readonly payload: Body
}

/** A journal that is ahead of a follower. */
export interface FollowClaim extends ClaimTicket {
  /** Name of the follower. */
  readonly consumer: string
  /** Where the follower stands; null: at the beginning. */
  readonly after: JournalCursor | null
}

/** What is to become of a lease. */
export type LeaseChange = ExtendLease | ReleaseLease

/** Keeps a lease. */
export interface ExtendLease {
  /** Keep. */
  readonly op: 'extend'
  /** Token of the claim. */
  readonly token: string
  /** For so long from now, 1 second to 1 hour. */
  readonly ms: number
}

/** Hands work back. */
export interface ReleaseLease {
  /** Hand back. */
  readonly op: 'release'
  /** Token of the claim. */
  readonly token: string
  /** When it becomes claimable again; a follower at once, whatever this says. */
  readonly dueAt: number
}
