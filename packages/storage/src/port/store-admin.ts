import type { Instant, TenantId } from '@caseload/core'
import type { ResultAsync } from 'neverthrow'
import type { CommitProblem, ReadProblem } from './problems.ts'

/** The operator's side of a store; no request of a customer or agent ends here. */
export interface StoreAdmin {
  /** Brings the database to the form this code needs, or only says what that would take. Opening a store has done it already, unless told not to. */
  migrate(mode: 'apply' | 'check'): ResultAsync<MigrationReport, ReadProblem>
  /** Sets the data of journal entries to null; their place, type and time stay. Gives how many were changed: those redacted before, and those that do not exist, are not. */
  redact(tenant: TenantId, entries: readonly EntryRef[]): ResultAsync<number, CommitProblem>
  /** Takes what is remembered of erased things off the disk: free pages, logs, dead rows. Whoever erases a person calls it last. */
  scrub(): ResultAsync<void, ReadProblem>
  /**
   * Everything of a tenant as lines of JSON without line ends: a header, documents by kind and id, journal in order, work, and a trailer with the SHA-256 of the
   * lines before it. All of one moment, and the same for the same content on every adapter: no wall clock, receipts or leases in it. Where reading fails, iteration throws an `Error` with the
   * problem as its `cause`, and no trailer has come.
   */
  exportTenant(tenant: TenantId): AsyncIterable<string>
  /** Takes in what {@link exportTenant} gave, whole or not at all, into a tenant that has nothing. Versions and positions stay, so followers go on where they were. */
  importTenant(tenant: TenantId, lines: AsyncIterable<string> | Iterable<string>): ResultAsync<ImportReport, CommitProblem>
  /** Removes everything of a tenant. */
  dropTenant(tenant: TenantId): ResultAsync<void, ReadProblem>
  /** Forgets receipts written before an instant, of all tenants; gives how many. The key of a forgotten one executes again. */
  prune(policy: PrunePolicy): ResultAsync<number, ReadProblem>
  /** Reads a tenant's journal through and checks that nothing is missing. */
  verify(tenant: TenantId): ResultAsync<VerifyReport, ReadProblem>
  /** How far a follower is behind, whoever runs it or nobody: the journals it has not read to the end, the furthest behind first, ties by tenant. */
  lag(request: LagRequest): ResultAsync<readonly FollowerLag[], ReadProblem>
}

/** Whose lag. */
export interface LagRequest {
  /** Name of the follower. */
  readonly consumer: string
  /** At most so many tenants, 1 to 500. */
  readonly limit: number
}

/** How far a follower is behind in one journal. */
export interface FollowerLag {
  /** Whose journal. */
  readonly tenant: TenantId
  /** Entries it has not advanced past; at least one. */
  readonly entries: number
  /** When the first of them was stored. */
  readonly since: Instant
}

/** Names one journal entry. */
export interface EntryRef {
  /** Lane. */
  readonly lane: number
  /** Place in the lane. */
  readonly seq: number
}

/** What may be forgotten. */
export interface PrunePolicy {
  /** Receipts written before this instant, by the store's clock, epoch milliseconds. */
  readonly receiptsOlderThan: number
}

/** What a migration did or would do. */
export interface MigrationReport {
  /** Version of the database before; 0: it was empty. */
  readonly from: number
  /** Version of the database this code needs. */
  readonly to: number
  /** Steps that were taken. */
  readonly applied: readonly string[]
  /** Steps that are still to be taken. */
  readonly pending: readonly string[]
}

/** What came in. */
export interface ImportReport {
  /** Documents. */
  readonly docs: number
  /** Journal entries. */
  readonly entries: number
  /** Work items. */
  readonly work: number
}

/** Whether a journal is whole. */
export interface VerifyReport {
  /** Entries read. */
  readonly entries: number
  /** The first place where something is missing or out of order; null: none. */
  readonly brokenAt: EntryRef | null
}
