import { err, ok, type Result, type ResultAsync } from 'neverthrow'
import type { SqlFailure, SqlOutcome, SqlScript, SqlStatement } from './sql-executor.ts'
import { sqlFailure } from './sql-failure.ts'

/**
 * Runs a script to its end with a driver that answers later, for authors of executors.
 *
 * A failure ends the script there: its `finally` blocks run, and the failure is the result. What the script itself throws, such as a row that cannot have been written by us, is `other`.
 *
 * @param script - The script, not yet started.
 * @param run - Runs one statement.
 *
 * @example
 * ```ts
 * import { driveAsync, type SqlScript } from '@caseload/storage-sql'
 * import { ok, okAsync } from 'neverthrow'
 *
 * function* one(): SqlScript<number> {
 *   const { rows } = yield { sql: 'select 1', params: [], returns: 'rows' }
 *   return rows.length
 * }
 * await driveAsync(one(), () => okAsync({ rows: [{ n: 1 }], changes: 0 })) // => ok(1)
 * ```
 */
export async function driveAsync<Value>(
  script: SqlScript<Value>,
  run: (statement: SqlStatement) => ResultAsync<SqlOutcome, SqlFailure>,
): Promise<Result<Value, SqlFailure>> {
  try {
    let step = script.next()
    while (step.done !== true) {
      const outcome = await run(step.value)
      if (outcome.isErr()) {
        abandon(script)
        return err(outcome.error)
      }
      step = script.next(outcome.value)
    }
    return ok(step.value)
  } catch (cause) {
    return err(sqlFailure('other', cause))
  }
}

/** Lets the script clean up; that it has no value to end with does not matter any more. */
function abandon(script: SqlScript<unknown>): void {
  script.return(undefined)
}
