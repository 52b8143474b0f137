import type { TenantId } from '@caseload/core'
import type { ResultAsync } from 'neverthrow'
import type { Answer } from './answer.ts'
import type { CallOptions } from './call-options.ts'
import type { Claim, ClaimRequest, LeaseChange } from './claim.ts'
import type { Commit, Receipt } from './commit.ts'
import type { Doc } from './doc.ts'
import type { JournalPage, JournalRead } from './journal-read.ts'
import type { JsonText } from './json-text.ts'
import type { CommitProblem, ReadProblem } from './problems.ts'
import type { Bucket, CountQuery, Page, Position, Query } from './query.ts'
import type { Ref } from './ref.ts'
import type { StoreAbout } from './store-about.ts'

/**
 * What an adapter supplies: the port. It has the operations and the meaning of {@link Store}, with less to do.
 *
 * Only the guard calls it, so everything that comes is valid and within the limits: names are declared, values have their field's type, writes and
 * expectations stand in order of kind and id, payloads are JSON text to be stored and given back as they are. It says `storage/busy` at once and
 * leaves waiting to the guard; it looks at a cancel signal only where it waits itself. Whatever it knows when a call returns it may answer at once, as a `Result`; everything else
 * comes later, as a `ResultAsync`.
 */
export interface StoreAdapter {
  /** What it is and can do. */
  readonly about: StoreAbout
  /** See {@link Store.commit}. */
  commit(tenant: TenantId, change: Commit<JsonText>, options?: CallOptions): Answer<Receipt, CommitProblem>
  /** See {@link Store.load}. */
  load(tenant: TenantId, refs: readonly Ref[], options?: CallOptions): Answer<readonly (Doc<JsonText> | null)[], ReadProblem>
  /** See {@link Store.find}. */
  find(tenant: TenantId, query: Query<Position>, options?: CallOptions): Answer<Page<Doc<JsonText>, Position>, ReadProblem>
  /** See {@link Store.count}. */
  count(tenant: TenantId, query: CountQuery, options?: CallOptions): Answer<readonly Bucket[], ReadProblem>
  /** See {@link Store.journal}. */
  journal(tenant: TenantId, read: JournalRead, options?: CallOptions): Answer<JournalPage<JsonText>, ReadProblem>
  /** See {@link Store.claim}. */
  claim(request: ClaimRequest, options?: CallOptions): Answer<readonly Claim<JsonText>[], ReadProblem>
  /** See {@link Store.lease}. */
  lease(changes: readonly LeaseChange[], options?: CallOptions): Answer<readonly boolean[], ReadProblem>
  /** See {@link Store.close}. */
  close(): ResultAsync<void, never>
}
