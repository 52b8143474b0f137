import type { Clock } from '@caseload/core'
import {
  type CommitProblem,
  checkKinds,
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
import { commitScript } from './commit/commit-script.ts'
import type { SqlExecutor, SqlFailure } from './executor/sql-executor.ts'
import { storageProblemOf } from './executor/storage-problem-of.ts'
import { migrateScript } from './migrate/migrate-script.ts'
import { countScript } from './read/count-script.ts'
import { findScript } from './read/find-script.ts'
import { journalScript } from './read/journal-script.ts'
import { loadOne, loadScript } from './read/load-script.ts'
import { type KindTable, kindTable } from './tables/kind-table.ts'
import type { SqlDialect } from './tables/sql-dialect.ts'
import { claimScript } from './work/claim-script.ts'
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
  /** `apply`: bring the database to the form the kinds need; `refuse`: give `storage/unavailable`, `schema` where it lacks anything. */
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
 *   query: broken, read: broken, write: broken, snapshot: broken, scrub: broken, close: () => okAsync(undefined),
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
  return executor
    .read(() => migrateScript(dialect, kinds, 'check'))
    .mapErr(storageProblemOf)
    .andThen((report) => report)
    .andThen(({ pending }): ResultAsync<unknown, ReadProblem> => {
      if (pending.length === 0) return okAsync(null)
      if (migrations === 'refuse') return errAsync(storageUnavailable('schema', `pending: ${pending.join('; ')}`))
      // Looked at again inside the transaction: another process may have been faster.
      return executor.write(() => migrateScript(dialect, kinds, 'apply')).mapErr(problemOf)
    })
    .map(() => ({ store: sqlAdapter(executor, options), admin: sqlAdmin(executor, options) }))
}

function sqlAdapter(executor: SqlExecutor, { kinds, about, dialect, clock, secret }: SqlStoreOptions): StoreAdapter {
  const tables: ReadonlyMap<string, KindTable> = new Map(kinds.map((spec) => [spec.kind, kindTable(spec)]))
  return {
    about,
    commit(tenant, change) {
      const storeNow = clock.now()
      const written = executor.write(() => commitScript(tables, tenant, change, storeNow))
      return new ResultAsync(translated(written, change.key))
    },
    load(tenant, refs) {
      const [first] = refs
      if (refs.length === 1 && first !== undefined) return loadOne(executor, tables, tenant, first)
      return executor.read(() => loadScript(dialect, tables, tenant, refs)).mapErr(storageProblemOf)
    },
    find(tenant, query) {
      const table = tables.get(query.kind)
      if (table === undefined) return errAsync(storageUnavailable('other'))
      return executor.read(() => findScript(dialect, table, tenant, query)).mapErr(storageProblemOf)
    },
    count(tenant, query) {
      const table = tables.get(query.kind)
      if (table === undefined) return errAsync(storageUnavailable('other'))
      return executor.read(() => countScript(dialect, table, tenant, query)).mapErr(storageProblemOf)
    },
    journal: (tenant, read) => executor.read(() => journalScript(dialect, tenant, read)).mapErr(storageProblemOf),
    claim(request) {
      const storeNow = clock.now()
      // Workers mostly ask in vain, and then must not stand in the writers' way.
      return executor
        .query(claimable(request, storeNow))
        .andThen(({ rows }) => (rows.length === 0 ? okAsync([]) : executor.write(() => claimScript(request, storeNow, secret()))))
        .mapErr(storageProblemOf)
    },
    lease: (changes) => executor.write(() => leaseScript(changes, clock.now())).mapErr(storageProblemOf),
    close: () => executor.close(),
  }
}

/** An async function rather than `mapErr`, which costs a microsecond or two: this is the call everything waits for. */
async function translated(
  written: ResultAsync<Receipt, CommitProblem | SqlFailure>,
  key: string,
): Promise<Result<Receipt, CommitProblem>> {
  const result = await written
  return result.isOk() ? ok(result.value) : err(commitProblemOf(result.error, key))
}

function commitProblemOf(problem: CommitProblem | SqlFailure, key: string): CommitProblem {
  if (problem.kind !== 'sql/failure') return problem
  return problem.reason === 'lost' ? storageInDoubt(key, problem.cause) : storageProblemOf(problem)
}

function problemOf(problem: ReadProblem | Parameters<typeof storageProblemOf>[0]): ReadProblem {
  return problem.kind === 'sql/failure' ? storageProblemOf(problem) : problem
}
