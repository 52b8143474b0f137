import type { TenantId } from '@caseload/core'
import type { ResultAsync } from 'neverthrow'
import type { CallOptions } from './call-options.ts'
import type { Claim, ClaimRequest, LeaseChange } from './claim.ts'
import type { Commit, Receipt } from './commit.ts'
import type { Doc } from './doc.ts'
import type { JournalPage, JournalRead } from './journal-read.ts'
import type { CommitProblem, ReadProblem } from './problems.ts'
import type { Bucket, CountQuery, Page, Query } from './query.ts'
import type { Ref } from './ref.ts'
import type { StoreAbout } from './store-about.ts'

/**
 * A store as an application uses it: a guard around an adapter, made by {@link guardStore}.
 *
 * Once `commit` resolves, every later call on any handle of the same database sees it. Each read sees one committed state. Nothing is ever shared between
 * tenants. No call throws or rejects.
 */
export interface Store {
  /** What the adapter is and can do. */
  readonly about: StoreAbout
  /** Carries out everything of a commit, or nothing. */
  commit(tenant: TenantId, change: Commit, options?: CallOptions): ResultAsync<Receipt, CommitProblem>
  /** Documents by identity, in the order asked for, all of one moment; null where there is none. At most 500, and none gives none. */
  load(tenant: TenantId, refs: readonly Ref[], options?: CallOptions): ResultAsync<readonly (Doc | null)[], ReadProblem>
  /** Documents by condition, a page at a time. */
  find(tenant: TenantId, query: Query, options?: CallOptions): ResultAsync<Page<Doc>, ReadProblem>
  /** How many documents, in groups. */
  count(tenant: TenantId, query: CountQuery, options?: CallOptions): ResultAsync<readonly Bucket[], ReadProblem>
  /** The journal, of one stream or the whole tenant. */
  journal(tenant: TenantId, read: JournalRead, options?: CallOptions): ResultAsync<JournalPage, ReadProblem>
  /** Takes work that is due, oldest first, or journals to follow. The one call that crosses tenants, where none is named. */
  claim(request: ClaimRequest, options?: CallOptions): ResultAsync<readonly Claim[], ReadProblem>
  /** Keeps leases or hands them back: for each change, whether the lease still held. */
  lease(changes: readonly LeaseChange[], options?: CallOptions): ResultAsync<readonly boolean[], ReadProblem>
  /** Ends the use of this handle. Calls under way finish; later ones are `storage/unavailable`, `closed`. Twice is once. */
  close(): ResultAsync<void, never>
}
