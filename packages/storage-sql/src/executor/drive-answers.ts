import { type Answer, later } from '@caseload/storage'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { SqlFailure, SqlOutcome, SqlScript, SqlStatement } from './sql-executor.ts'
import { sqlFailure } from './sql-failure.ts'

/**
 * Runs a script to its end with a driver that may answer later, for authors of executors. Its own answer comes at once where every one of the driver's did.
 *
 * A failure ends the script there: its `finally` blocks run, and the failure is the result. What the script itself throws, such as a row that cannot have been written by us, is `other`.
 *
 * @param script - The script, not yet started.
 * @param run - Runs one statement.
 *
 * @example
 * ```ts
 * import { driveAnswers, type SqlScript } from '@caseload/storage-sql'
 * import { ok, okAsync } from 'neverthrow'
 *
 * function* one(): SqlScript<number> {
 *   const { rows } = yield { sql: 'select 1', params: [], returns: 'rows' }
 *   return rows.length
 * }
 * await driveAnswers(one(), () => okAsync({ rows: [{ n: 1 }], changes: 0 })) // => ok(1)
 * ```
 */
export function driveAnswers<Value>(
  script: SqlScript<Value>,
  run: (statement: SqlStatement) => Answer<SqlOutcome, SqlFailure>,
): Answer<Value, SqlFailure> {
  try {
    let step = script.next()
    while (step.done !== true) {
      const outcome = run(step.value)
      if ('then' in outcome) return new ResultAsync(driveOn(script, run, outcome))
      if (outcome.isErr()) return abandoned(script, outcome.error)
      step = script.next(outcome.value)
    }
    return ok(step.value)
  } catch (cause) {
    return err(sqlFailure('other', cause))
  }
}

/** From the first statement on that is answered later. */
async function driveOn<Value>(
  script: SqlScript<Value>,
  run: (statement: SqlStatement) => Answer<SqlOutcome, SqlFailure>,
  first: ResultAsync<SqlOutcome, SqlFailure>,
): Promise<Result<Value, SqlFailure>> {
  try {
    let outcome = await first
    while (outcome.isOk()) {
      const step = script.next(outcome.value)
      if (step.done === true) return ok(step.value)
      outcome = await later(run(step.value))
    }
    return abandoned(script, outcome.error)
  } catch (cause) {
    return err(sqlFailure('other', cause))
  }
}

/** Lets the script clean up; that it has no value to end with does not matter any more. */
function abandoned(script: SqlScript<unknown>, failure: SqlFailure): Result<never, SqlFailure> {
  script.return(undefined)
  return err(failure)
}
