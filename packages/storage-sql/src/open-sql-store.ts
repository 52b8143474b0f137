import type { Clock, TenantId } from '@caseload/core'
import {
  type Answer,
  type Commit,
  type CommitProblem,
  checkKinds,
  type JsonText,
  journalCursor,
  type KindSpec,
  type OpenStore,
  type ReadProblem,
  type Receipt,
  type StorageProblem,
  type StoreAbout,
  type StoreAdapter,
  storageInDoubt,
  storageUnavailable,
} from '@caseload/storage'
import { err, errAsync, ok, okAsync, type Result, ResultAsync } from 'neverthrow'
import { sqlAdmin } from './admin/sql-admin.ts'
import { commitScript, earlierReceipt } from './commit/commit-script.ts'
import { commitStatements } from './commit/commit-statement.ts'
import { seqColumn } from './commit/journal-steps.ts'
import { followedBy, withProblem } from './executor/chain-answers.ts'
import { driveAnswers } from './executor/drive-answers.ts'
import type { SqlExecutor, SqlFailure, SqlScript } from './executor/sql-executor.ts'
import { listsOf } from './executor/statement.ts'
import { storageProblemOf } from './executor/storage-problem-of.ts'
import { applyMigrations, checkMigrations } from './migrate/apply-migrations.ts'
import { answeredWhenCaughtUp, caughtUp } from './migrate/catch-up.ts'
import { storedKinds } from './migrate/migrate-script.ts'
import { countScript, countUnlessBehind } from './read/count-script.ts'
import { findScript, findUnlessBehind } from './read/find-script.ts'
import { journalScript } from './read/journal-script.ts'
import { asksLate } from './read/late-read.ts'
import { loadOne, loadScript } from './read/load-script.ts'
import type { SqlDialect } from './tables/sql-dialect.ts'
import { type Vocabulary, vocabularyOf } from './tables/vocabulary.ts'
import { claimAtOnceScript, claimScript } from './work/claim-script.ts'
import { claimable } from './work/claim-statement.ts'
import { leaseScript } from './work/lease-script.ts'

/** What an adapter for an SQL engine says about itself. */
export interface SqlStoreOptions {
  /** Every kind of document that will be stored. */
  readonly kinds: readonly KindSpec[]
  /** What the adapter is and can do. */
  readonly about: StoreAbout
  /** What the engine says differently. */
  readonly dialect: SqlDialect
  /** The store's clock, by which leases end and receipts age. */
  readonly clock: Clock
  /** The random part of lease tokens, at least 128 bits. */
  readonly secret: () => string
  /** `apply`: bring the database to the form the kinds need; `refuse`: give `storage/unavailable`, `schema` where it lacks anything; its message names what. */
  readonly migrations: 'apply' | 'refuse'
}

/**
 * The one SQL implementation of the port: opens a store on an executor, for authors of adapters.
 *
 * @param executor - The driver.
 * @param options - What the adapter says about itself.
 * @returns Both sides of the store. `storage/invalid` for kinds that contradict themselves; `storage/unavailable`, `schema` for a database that is not ours, that is newer
 * than this code, in which a field has another type, or that lacks something and is not to be migrated; `storage/corrupt` where a new field that may not be null finds no value in a
 * stored document; and the failures of the engine.
 *
 * @example
 * ```ts
 * import { instant } from '@caseload/core'
 * import { contractLimits, randomSecret } from '@caseload/storage'
 * import { openSqlStore, type SqlExecutor, sqlFailure, sqliteDialect } from '@caseload/storage-sql'
 * import { errAsync, okAsync } from 'neverthrow'
 *
 * const broken = () => errAsync(sqlFailure('network'))
 * const executor: SqlExecutor = {
 *   query: broken, read: broken, write: broken, scrub: broken, close: () => okAsync(undefined),
 * }
 * const about = { name: 'mine', contract: 1, durability: 'power', writers: 'one-host', lanes: 1, limits: contractLimits } as const
 * const opened = await openSqlStore(executor, {
 *   kinds: [], about, dialect: sqliteDialect, clock: { now: () => instant(0) }, secret: randomSecret, migrations: 'apply',
 * })
 * opened._unsafeUnwrapErr().message // => 'the database was not reached'
 * ```
 */
export function openSqlStore(executor: SqlExecutor, options: SqlStoreOptions): ResultAsync<OpenStore, StorageProblem> {
  const { kinds, dialect, migrations } = options
  const checked = checkKinds(kinds)
  if (checked.isErr()) return errAsync(checked.error)
  return checkMigrations(executor, dialect, kinds)
    .andThen(({ pending }): ResultAsync<unknown, ReadProblem> => {
      if (pending.length === 0) return okAsync(null)
      if (migrations === 'refuse') {
        const message = `the database lacks what opening may not add: ${pending.join('; ')}`
        return errAsync({ ...storageUnavailable('schema'), message })
      }
      return applyMigrations(executor, dialect, kinds)
    })
    .andThen(() => executor.read('*', storedKinds).mapErr(storageProblemOf))
    .map((stored) => vocabularyOf(dialect, kinds, stored))
    .andThen((words) => caughtUp(executor, words).map(() => words))
    .map((words) => {
      return { store: sqlAdapter(executor, words, options), admin: sqlAdmin(executor, words, options) }
    })
}

function sqlAdapter(executor: SqlExecutor, words: Vocabulary, { about, clock, secret }: SqlStoreOptions): StoreAdapter {
  const { tables, dialect } = words
  const atOnce = commitStatements(words)
  return {
    about,
    commit(tenant, change) {
      const storeNow = clock.now()
      if (dialect.concurrent) return new ResultAsync(carryOut(executor, words, atOnce, tenant, change, storeNow))
      const committed = executor.write(tenant, () => commitScript(words, tenant, change, storeNow))
      return withProblem(committed, (problem) => commitProblemOf(problem, change.key))
    },
    load(tenant, refs) {
      const [first] = refs
      if (refs.length === 1 && first !== undefined) return loadOne(executor, tables, tenant, first)
      return reading(executor, tenant, loadScript(tables, tenant, refs))
    },
    find(tenant, query) {
      const table = tables.get(query.kind)
      if (table === undefined) return err(storageUnavailable('other'))
      if (asksLate(table, query)) {
        return answeredWhenCaughtUp(executor, words, table, tenant, () => findUnlessBehind(table, tenant, query))
      }
      return reading(executor, tenant, findScript(table, tenant, query))
    },
    count(tenant, query) {
      const table = tables.get(query.kind)
      if (table === undefined) return err(storageUnavailable('other'))
      if (asksLate(table, query)) {
        return answeredWhenCaughtUp(executor, words, table, tenant, () => countUnlessBehind(table, tenant, query))
      }
      return reading(executor, tenant, countScript(table, tenant, query))
    },
    journal: (tenant, read) => reading(executor, tenant, journalScript(tenant, read)),
    claim(request) {
      const storeNow = clock.now()
      const scope = request.tenant ?? '*'
      if (dialect.claims === 'skip-locked-at-once' && executor.writeAtOnce !== undefined && !('consumer' in request)) {
        const { writeAtOnce } = executor
        const claims = driveAnswers(claimAtOnceScript(request, storeNow, secret()), (statement) => writeAtOnce(scope, statement))
        return withProblem(claims, storageProblemOf)
      }
      // Workers mostly ask in vain, and then must not stand in the writers' way.
      const looked = executor.query(scope, { ...claimable({ ...request, limit: 1 }, storeNow), lists: true })
      const claims = followedBy(looked, ({ rows, lists = rows }) =>
        lists.length === 0 ? ok([]) : executor.write(scope, () => claimScript(words, request, storeNow, secret())),
      )
      return withProblem(claims, storageProblemOf)
    },
    lease: (changes) =>
      withProblem(
        executor.write('*', () => leaseScript(changes, clock.now())),
        storageProblemOf,
      ),
    close: () => executor.close(),
  }
}

/** No read but an export needs more than one statement to see one moment, so none waits for a transaction to begin and end. */
function reading<Value>(executor: SqlExecutor, tenant: TenantId, script: SqlScript<Value>): Answer<Value, ReadProblem> {
  const read = driveAnswers(script, (statement) => executor.query(tenant, statement))
  return withProblem(read, storageProblemOf)
}

/** In one statement where the engine can say it so; step by step otherwise, and where it did not go through, which finds out why. */
async function carryOut(
  executor: SqlExecutor,
  words: Vocabulary,
  atOnce: ReturnType<typeof commitStatements>,
  tenant: TenantId,
  change: Commit<JsonText>,
  storeNow: number,
): Promise<Result<Receipt, CommitProblem>> {
  const statement = executor.writeAtOnce === undefined ? null : atOnce(tenant, change, storeNow)
  if (statement !== null && executor.writeAtOnce !== undefined) {
    const outcome = await executor.writeAtOnce(tenant, statement)
    if (outcome.isErr() && outcome.error.reason !== 'retry') return err(commitProblemOf(outcome.error, change.key))
    const seq = outcome.isOk() ? listsOf(outcome.value, seqColumn)[0]?.[0] : undefined
    if (typeof seq === 'number') return ok({ key: change.key, cursor: journalCursor(seq), replayed: false })
  }
  const result = await executor.write(tenant, () => commitScript(words, tenant, change, storeNow))
  if (result.isOk()) return ok(result.value)
  const problem = commitProblemOf(result.error, change.key)
  if (!overtakable.has(problem.kind)) return err(problem)
  // The very same commit, sent twice, may have been carried out by the other while this one was looking.
  const earlier = await reading(executor, tenant, earlierReceipt(tenant, change))
  if (earlier.isErr()) return err(earlier.error)
  return earlier.value ?? err(problem)
}

const overtakable: ReadonlySet<CommitProblem['kind']> = new Set(['storage/conflict', 'storage/taken', 'storage/fenced'])

function commitProblemOf(problem: CommitProblem | SqlFailure, key: string): CommitProblem {
  if (problem.kind !== 'sql/failure') return problem
  return problem.reason === 'lost' ? storageInDoubt(key, problem.cause) : storageProblemOf(problem)
}
