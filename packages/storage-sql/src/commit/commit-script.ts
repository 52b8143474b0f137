import type { TenantId } from '@caseload/core'
import { type Commit, type CommitProblem, type JsonText, journalCursor, type Receipt, storageKeyReused } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { asInt, asTextOrNull } from '../executor/row.ts'
import type { SqlOutcome, SqlScript } from '../executor/sql-executor.ts'
import { carryOut, listsOf, selectOne } from '../executor/statement.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'
import { isRemoval, writeDocuments } from './document-steps.ts'
import {
  addEntry,
  brokenStream,
  currentHead,
  firstOfEachStream,
  keptHead,
  lastOfStream,
  moveHead,
  placeIn,
  replacedHead,
  seqColumn,
} from './journal-steps.ts'
import { writeKeys } from './key-steps.ts'
import { endLeases, endsLease, moveWork } from './work-steps.ts'

const receiptColumns = ['fingerprint', 'seq'] as const
const findReceipt = 'select fingerprint, seq from {receipt} where tenant = ? and "key" = ?'
const addReceipt = 'insert into {receipt} (tenant, "key", fingerprint, seq, at) values (?, ?, ?, ?, ?)'

/** What became of an earlier commit with the same key; null: there was none. */
export function* earlierReceipt(
  tenant: TenantId,
  commit: Pick<Commit<JsonText>, 'key' | 'fingerprint'>,
): SqlScript<Result<Receipt, CommitProblem> | null> {
  return receiptIn(yield selectOne(findReceipt, [tenant, commit.key]), commit)
}

function receiptIn(
  outcome: SqlOutcome,
  { key, fingerprint }: Pick<Commit<JsonText>, 'key' | 'fingerprint'>,
): Result<Receipt, CommitProblem> | null {
  const [earlier] = listsOf(outcome, receiptColumns)
  if (earlier === undefined) return null
  if (asTextOrNull(earlier[0], 'fingerprint') !== (fingerprint ?? null)) return err(storageKeyReused(key))
  return ok({ key, cursor: journalCursor(asInt(earlier[1], 'seq')), replayed: true })
}

/**
 * Carries out a commit, in the order in which the contract wants its problems reported.
 *
 * Most statements are yielded from here and not from scripts within: every commit of everybody passes here, and each script within has to be gone through again for each statement.
 */
export function* commitScript(
  words: Vocabulary,
  tenant: TenantId,
  commit: Commit<JsonText>,
  storeNow: number,
): SqlScript<Result<Receipt, CommitProblem>> {
  const { key, fingerprint = null, writes, events, work = [] } = commit
  const earlier = receiptIn(yield selectOne(findReceipt, [tenant, key]), commit)
  if (earlier !== null) return earlier
  // Not in one chain of `??`: bundlers that spell it as callbacks for older hosts break a `yield` inside.
  let problem: CommitProblem | null = work.some(endsLease) ? yield* endLeases(tenant, work, storeNow) : null
  if (problem === null) problem = yield* writeDocuments(words, tenant, commit)
  if (problem !== null) return err(problem)
  for (const first of firstOfEachStream(events)) {
    problem = brokenStream(first, yield lastOfStream(tenant, first.stream))
    if (problem !== null) return err(problem)
  }
  problem = yield* writeKeys(words, tenant, writes)
  if (problem !== null) return err(problem)
  const { concurrent, returns, atOnce } = words.dialect
  const replaces = atOnce !== null && writes.some(isRemoval)
  let moves = events.length > 0 || replaces
  let moved = yield moves ? moveHead(words, tenant, events.length) : keptHead(words, tenant)
  if (!moves && concurrent && listsOf(moved, seqColumn).length === 0) {
    moves = true
    moved = yield moveHead(words, tenant, 0)
  }
  if (moves && !returns) moved = yield currentHead(tenant)
  const last = placeIn(moved)
  if (replaces) for (const step of replacedHead(words, tenant, last)) yield step
  let seq = last - events.length
  for (const event of events) {
    seq += 1
    yield addEntry(tenant, seq, event, key)
  }
  for (const item of work) {
    const step = moveWork(words, tenant, item)
    if (step !== null) yield step
  }
  yield carryOut(addReceipt, [tenant, key, fingerprint, last, storeNow])
  return ok({ key, cursor: journalCursor(last), replayed: false })
}
