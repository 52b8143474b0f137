import { type SqlFailure, sqlFailure } from '@caseload/storage-sql'

/** Error numbers of MariaDB and MySQL that mean something to us. */
const reasons: ReadonlyMap<number, SqlFailure['reason']> = new Map([
  [1020, 'retry'], // record has changed since it was read
  [1021, 'full'], // disk full
  [1040, 'retry'], // too many connections
  [1053, 'network'], // server shutdown in progress
  [1062, 'retry'], // duplicate entry: another commit was there first, and what that means shows when it is tried again
  [1079, 'network'], // server is shutting down
  [1114, 'full'], // the table is full
  [1203, 'retry'], // the user has too many connections
  [1205, 'retry'], // lock wait time-out
  [1213, 'retry'], // deadlock
  [1290, 'readonly'], // the server runs with --read-only
  [1317, 'retry'], // query interrupted
  [1412, 'retry'], // another installer changed a table after this transaction began
  [1792, 'readonly'], // read-only transaction
  [1836, 'readonly'], // read-only mode
  [1927, 'network'], // connection was killed
  [1969, 'retry'], // max_statement_time exceeded
  [3024, 'retry'], // max_execution_time exceeded
])

/** What went wrong, from what mysql2 or the engine said. */
export function mysqlFailure(cause: unknown): SqlFailure {
  const number = serverErrorOf(cause)
  if (number !== null) return sqlFailure(reasons.get(number) ?? 'other', cause)
  return sqlFailure(cause instanceof TypeError ? 'other' : 'network', cause)
}

/** Whether an insert found its key taken. */
export function isDuplicate(cause: unknown): boolean {
  return serverErrorOf(cause) === 1062
}

/** Errors of the server have an SQL state; errors of the driver and the operating system have a number at most. */
function serverErrorOf(cause: unknown): number | null {
  if (typeof cause !== 'object' || cause === null || !('sqlState' in cause) || !('errno' in cause)) return null
  return typeof cause.sqlState === 'string' && cause.sqlState !== '' && typeof cause.errno === 'number' ? cause.errno : null
}
