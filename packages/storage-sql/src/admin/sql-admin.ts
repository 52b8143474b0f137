import type { TenantId } from '@caseload/core'
import { type CommitProblem, exportLines, type ReadProblem, readExport, type StoreAdmin, storageInDoubt } from '@caseload/storage'
import { err, type Result, ResultAsync } from 'neverthrow'
import { driveAsync } from '../executor/drive-async.ts'
import type { SqlExecutor, SqlFailure, SqlScript } from '../executor/sql-executor.ts'
import { storageProblemOf } from '../executor/storage-problem-of.ts'
import { migrateScript, storedKinds } from '../migrate/migrate-script.ts'
import type { SqlStoreOptions } from '../open-sql-store.ts'
import { type KindTable, kindTable } from '../tables/kind-table.ts'
import { countTenant, type ExportPlace, exportStretch } from './export-script.ts'
import { dropScript, importScript } from './import-script.ts'
import { pruneScript, redactScript, verifyScript } from './journal-admin-scripts.ts'
import { lagScript } from './lag-script.ts'

/** The operator's side of an SQL store. */
export function sqlAdmin(executor: SqlExecutor, { kinds, dialect, about }: SqlStoreOptions): StoreAdmin {
  const tables: ReadonlyMap<string, KindTable> = new Map(kinds.map((spec) => [spec.kind, kindTable(spec)]))
  return {
    migrate: (mode) =>
      mode === 'check'
        ? executor
            .read(() => migrateScript(dialect, kinds, mode))
            .mapErr(storageProblemOf)
            .andThen((report) => report)
        : write(() => migrateScript(dialect, kinds, mode)),
    redact: (tenant, entries) => write(() => redactScript(tenant, entries)),
    scrub: () => executor.scrub().mapErr(storageProblemOf),
    exportTenant: (tenant) => exportTenant(executor, tenant),
    importTenant(tenant, lines) {
      const work = async (): Promise<Result<{ docs: number; entries: number; work: number }, CommitProblem>> => {
        const exported = await readExport(lines, kinds, about.limits)
        if (exported.isErr()) return err(exported.error)
        const { records, counts } = exported.value
        const imported = executor.write(function* () {
          return yield* importScript(tables, yield* storedKinds(), tenant, records, counts)
        })
        return imported.mapErr((problem): CommitProblem => {
          if (problem.kind !== 'sql/failure') return problem
          return problem.reason === 'lost' ? storageInDoubt(`import of ${tenant}`, problem.cause) : storageProblemOf(problem)
        })
      }
      return new ResultAsync(work())
    },
    dropTenant: (tenant) =>
      write(function* () {
        return yield* dropScript(yield* storedKinds(), tenant)
      }),
    prune: ({ receiptsOlderThan }) => write(() => pruneScript(receiptsOlderThan)),
    verify: (tenant) => executor.read(() => verifyScript(tenant)).mapErr(storageProblemOf),
    lag: (request) => executor.read(() => lagScript(request)).mapErr(storageProblemOf),
  }

  function write<Value, E extends ReadProblem>(script: () => SqlScript<Result<Value, E>>): ResultAsync<Value, ReadProblem> {
    return executor.write(script).mapErr((problem): ReadProblem => {
      const failure: ReadProblem | SqlFailure = problem
      return failure.kind === 'sql/failure' ? storageProblemOf(failure) : failure
    })
  }
}

/** Reads through a snapshot, a stretch at a time, so that neither memory nor writers suffer from a large tenant. */
async function* exportTenant(executor: SqlExecutor, tenant: TenantId): AsyncGenerator<string, void, undefined> {
  const opened = await executor.snapshot()
  if (opened.isErr()) throw failed(opened.error)
  const snapshot = opened.value
  const run = async <Value>(script: SqlScript<Value>): Promise<Value> => {
    const result = await driveAsync(script, (statement) => snapshot.query(statement))
    if (result.isErr()) throw failed(result.error)
    return result.value
  }
  try {
    const kinds = [...(await run(storedKinds())).values()]
    const lines = exportLines(tenant, await run(countTenant(tenant, kinds)))
    yield lines.header
    let place: ExportPlace | null = { part: 'docs', kind: 0, after: '' }
    while (place !== null) {
      const stretch: { readonly records: readonly Parameters<typeof lines.line>[0][]; readonly next: ExportPlace | null } =
        await run(exportStretch(tenant, kinds, place))
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
