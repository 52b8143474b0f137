import type { SqlOutcome, SqlScript, SqlStatement } from './sql-executor.ts'

/**
 * Runs a script to its end with a driver that answers at once, for authors of executors.
 *
 * What the driver throws passes through the script's `finally` blocks and comes out here.
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
  while (step.done !== true) step = script.next(run(step.value))
  return step.value
}
