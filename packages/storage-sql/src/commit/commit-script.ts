import type { TenantId } from '@caseload/core'
import { type Commit, type CommitProblem, type JsonText, journalCursor, type Receipt, storageKeyReused } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { asInt, asTextOrNull } from '../executor/row.ts'
import type { SqlScript } from '../executor/sql-executor.ts'
import { change, listsOf, selectLists } from '../executor/statement.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'
import { writeDocuments } from './document-steps.ts'
import { appendEvents, checkStreams } from './journal-steps.ts'
import { writeKeys } from './key-steps.ts'
import { endLeases, moveWork } from './work-steps.ts'

const receiptColumns = ['fingerprint', 'seq'] as const
const findReceipt = 'select fingerprint, seq from {receipt} where tenant = ? and "key" = ?'
const addReceipt = 'insert into {receipt} (tenant, "key", fingerprint, seq, at) values (?, ?, ?, ?, ?)'

/** What became of an earlier commit with the same key; null: there was none. */
export function* earlierReceipt(
  tenant: TenantId,
  commit: Pick<Commit<JsonText>, 'key' | 'fingerprint'>,
): SqlScript<Result<Receipt, CommitProblem> | null> {
  const { key, fingerprint = null } = commit
  const [earlier] = listsOf(yield selectLists(findReceipt, tenant, key), receiptColumns)
  if (earlier === undefined) return null
  if (asTextOrNull(earlier[0], 'fingerprint') !== fingerprint) return err(storageKeyReused(key))
  return ok({ key, cursor: journalCursor(asInt(earlier[1], 'seq')), replayed: true })
}

/** Carries out a commit, in the order in which the contract wants its problems reported. */
export function* commitScript(
  words: Vocabulary,
  tenant: TenantId,
  commit: Commit<JsonText>,
  storeNow: number,
): SqlScript<Result<Receipt, CommitProblem>> {
  const { key, fingerprint = null, work = [] } = commit
  const earlier = yield* earlierReceipt(tenant, commit)
  if (earlier !== null) return earlier
  // Not in one chain of `??`: bundlers that spell it as callbacks for older hosts break a `yield` inside.
  let problem: CommitProblem | null = work.length === 0 ? null : yield* endLeases(tenant, work, storeNow)
  if (problem === null) problem = yield* writeDocuments(words, tenant, commit)
  if (problem === null) problem = yield* checkStreams(tenant, commit.events)
  if (problem === null) problem = yield* writeKeys(words, tenant, commit.writes)
  if (problem !== null) return err(problem)
  const seq = yield* appendEvents(words, tenant, commit.events, key)
  yield* moveWork(words, tenant, work)
  yield change(addReceipt, tenant, key, fingerprint, seq, storeNow)
  return ok({ key, cursor: journalCursor(seq), replayed: false })
}
