import type { SqlOutcome, SqlScript, SqlStatement } from './sql-executor.ts'

/**
 * Runs a script to its end with a driver that answers at once, for authors of executors.
 *
 * What the driver throws comes out here, after the script's `finally` blocks have run.
 *
 * @param script - The script, not yet started.
 * @param run - Runs one statement.
 *
 * @example
 * ```ts
 * import { driveScript, type SqlScript } from '@caseload/storage-sql'
 *
 * function* one(): SqlScript<number> {
 *   const { rows } = yield { sql: 'select 1', params: [], returns: 'rows' }
 *   return rows.length
 * }
 * driveScript(one(), () => ({ rows: [{ n: 1 }], changes: 0 })) // => 1
 * ```
 */
export function driveScript<Value>(script: SqlScript<Value>, run: (statement: SqlStatement) => SqlOutcome): Value {
  let step = script.next()
  while (step.done !== true) step = script.next(outcomeOf(step.value, script, run))
  return step.value
}

function outcomeOf(
  statement: SqlStatement,
  script: SqlScript<unknown>,
  run: (statement: SqlStatement) => SqlOutcome,
): SqlOutcome {
  try {
    return run(statement)
  } catch (cause) {
    script.return(undefined)
    throw cause
  }
}
