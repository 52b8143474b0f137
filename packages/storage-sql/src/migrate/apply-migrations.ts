import type { Answer, KindSpec, MigrationReport, ReadProblem } from '@caseload/storage'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { SqlExecutor, SqlFailure } from '../executor/sql-executor.ts'
import { storageProblemOf } from '../executor/storage-problem-of.ts'
import type { SqlDialect } from '../tables/sql-dialect.ts'
import { migrateScript } from './migrate-script.ts'

const mostTries = 40
const shortestPauseMs = 25
const longestPauseMs = 2000

/** Brings a database to the form the kinds need. Installers that start together can collide before one holds the lock; then the others come again, and find it done. */
export function applyMigrations(
  executor: SqlExecutor,
  dialect: SqlDialect,
  kinds: readonly KindSpec[],
): ResultAsync<MigrationReport, ReadProblem> {
  // Looked at again inside the transaction: another process may have been faster.
  return untilOthersAreDone(() => executor.write('*', () => migrateScript(dialect, kinds, 'apply')))
}

/** What a database lacks of the form the kinds need. Where an installer is at work at this moment, it is looked at again. */
export function checkMigrations(
  executor: SqlExecutor,
  dialect: SqlDialect,
  kinds: readonly KindSpec[],
): ResultAsync<MigrationReport, ReadProblem> {
  return untilOthersAreDone(() =>
    executor
      .read('*', () => migrateScript(dialect, kinds, 'check'))
      .andThen((report): Result<MigrationReport, ReadProblem | SqlFailure> => report),
  )
}

function untilOthersAreDone(
  run: () => Answer<MigrationReport, ReadProblem | SqlFailure>,
): ResultAsync<MigrationReport, ReadProblem> {
  return new ResultAsync(tryAgain(run))
}

async function tryAgain(
  run: () => Answer<MigrationReport, ReadProblem | SqlFailure>,
): Promise<Result<MigrationReport, ReadProblem>> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await run()
    if (result.isOk()) return ok(result.value)
    const problem = result.error
    if (problem.kind !== 'sql/failure') return err(problem)
    if (problem.reason !== 'retry' || attempt === mostTries) return err(storageProblemOf(problem))
    // Where somebody reads a table that is to be changed, others have to come in between.
    const pauseMs = Math.min(shortestPauseMs * 2 ** (attempt - 1), longestPauseMs)
    await new Promise<void>((resolve) => setTimeout(resolve, pauseMs))
  }
}
