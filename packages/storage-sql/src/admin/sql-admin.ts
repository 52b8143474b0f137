import type { TenantId } from '@caseload/core'
import {
  type CommitProblem,
  exportLines,
  later,
  type ReadProblem,
  readExport,
  type StoreAdmin,
  storageInDoubt,
} from '@caseload/storage'
import { err, type Result, ResultAsync } from 'neverthrow'
import { driveAnswers } from '../executor/drive-answers.ts'
import type { SqlExecutor, SqlFailure, SqlScope, SqlScript, SqlStatement } from '../executor/sql-executor.ts'
import { storageProblemOf } from '../executor/storage-problem-of.ts'
import { applyMigrations } from '../migrate/apply-migrations.ts'
import { migrateScript, storedKinds } from '../migrate/migrate-script.ts'
import type { SqlStoreOptions } from '../open-sql-store.ts'
import type { KindTable } from '../tables/kind-table.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'
import {
  countTenant,
  type ExportPlace,
  type ExportStretch,
  exportedKinds,
  exportScript,
  exportStart,
  exportStretch,
} from './export-script.ts'
import { dropScript, importScript, tablesOfTenants } from './import-script.ts'
import { pruneScript, redactScript, verifyScript } from './journal-admin-scripts.ts'
import { lagScript } from './lag-script.ts'

/** The operator's side of an SQL store. */
export function sqlAdmin(executor: SqlExecutor, words: Vocabulary, { kinds, dialect, about }: SqlStoreOptions): StoreAdmin {
  return {
    migrate: (mode) =>
      mode === 'check'
        ? executor
            .read('*', () => migrateScript(dialect, kinds, mode))
            .mapErr(storageProblemOf)
            .andThen((report) => report)
        : applyMigrations(executor, dialect, kinds),
    redact: (tenant, entries) => write(tenant, () => redactScript(words, tenant, entries)),
    scrub: () =>
      executor
        .read('*', storedKinds)
        .andThen((stored) => executor.scrub(tablesOfTenants(stored.values())))
        .mapErr(storageProblemOf),
    exportTenant: (tenant) => exportTenant(executor, words.tables, tenant),
    importTenant(tenant, lines) {
      const work = async (): Promise<Result<{ docs: number; entries: number; work: number }, CommitProblem>> => {
        const exported = await readExport(lines, kinds, about.limits)
        if (exported.isErr()) return err(exported.error)
        const { records, counts } = exported.value
        const imported = executor.write(tenant, function* () {
          return yield* importScript(words, yield* storedKinds(), tenant, records, counts)
        })
        return later(imported).mapErr((problem): CommitProblem => {
          if (problem.kind !== 'sql/failure') return problem
          return problem.reason === 'lost' ? storageInDoubt(`import of ${tenant}`, problem.cause) : storageProblemOf(problem)
        })
      }
      return new ResultAsync(work())
    },
    dropTenant: (tenant) =>
      write(tenant, function* () {
        return yield* dropScript(words, yield* storedKinds(), tenant)
      }),
    prune: ({ receiptsOlderThan }) => write('*', () => pruneScript(receiptsOlderThan)),
    verify: (tenant) => executor.read(tenant, () => verifyScript(tenant)).mapErr(storageProblemOf),
    lag: (request) => executor.read('*', () => lagScript(request)).mapErr(storageProblemOf),
  }

  function write<Value, E extends ReadProblem>(
    scope: SqlScope,
    script: () => SqlScript<Result<Value, E>>,
  ): ResultAsync<Value, ReadProblem> {
    return later(executor.write(scope, script)).mapErr((problem): ReadProblem => {
      const failure: ReadProblem | SqlFailure = problem
      return failure.kind === 'sql/failure' ? storageProblemOf(failure) : failure
    })
  }
}

/** Reads through a snapshot, a stretch at a time, so that neither memory nor writers suffer from a large tenant. */
async function* exportTenant(
  executor: SqlExecutor,
  tables: ReadonlyMap<string, KindTable>,
  tenant: TenantId,
): AsyncGenerator<string, void, undefined> {
  if (executor.snapshot === undefined) {
    const lines = await executor.read(tenant, () => exportScript(tenant, tables))
    if (lines.isErr()) throw failed(lines.error)
    yield* lines.value
    return
  }
  const opened = await executor.snapshot(tenant)
  if (opened.isErr()) throw failed(opened.error)
  const snapshot = opened.value
  const run = async <Value>(script: SqlScript<Value>): Promise<Value> => {
    const result = await driveAnswers(script, (statement: SqlStatement) => snapshot.query(statement))
    if (result.isErr()) throw failed(result.error)
    return result.value
  }
  try {
    const kinds = exportedKinds(await run(storedKinds()), tables)
    const lines = exportLines(tenant, await run(countTenant(tenant, kinds)))
    yield lines.header
    let place: ExportPlace | null = exportStart
    while (place !== null) {
      const stretch: ExportStretch = await run(exportStretch(tenant, kinds, place))
      for (const record of stretch.records) yield lines.line(record)
      place = stretch.next
    }
    yield lines.trailer()
  } finally {
    await snapshot.end()
  }
}

/** An export has no other way to say that it broke off. */
function failed(failure: SqlFailure): Error {
  const problem = storageProblemOf(failure)
  return new Error(problem.message, { cause: problem })
}
