import { type SqlFailure, sqlFailure } from '@caseload/storage-sql'

/** SQLSTATEs (PostgreSQL documentation, appendix A) that mean something to us; two characters stand for a whole class. */
const reasons: ReadonlyMap<string, SqlFailure['reason']> = new Map([
  ['08', 'network'], // connection exceptions
  ['23505', 'retry'], // unique violation: another commit was there first, and what that means shows when it is tried again
  ['25006', 'readonly'], // read-only transaction, as on a standby
  ['40001', 'retry'], // serialization failure
  ['40P01', 'retry'], // deadlock
  ['42P07', 'retry'], // duplicate table: two processes made it at once
  ['53100', 'full'], // disk full
  ['53200', 'retry'], // out of memory
  ['53300', 'retry'], // too many connections
  ['55P03', 'retry'], // lock not available
  ['57014', 'retry'], // cancelled by a statement time-out
  ['57P01', 'network'], // admin shutdown
  ['57P02', 'network'], // crash shutdown
  ['57P03', 'network'], // cannot connect now
  ['XX001', 'corrupt'], // data corrupted
  ['XX002', 'corrupt'], // index corrupted
])

/** What pg says when its pool gave up waiting for a free connection: there is no code for it. */
const poolTimeout = 'timeout exceeded when trying to connect'

/** What went wrong, from what pg or the engine said. */
export function postgresFailure(cause: unknown): SqlFailure {
  const state = sqlState(cause)
  if (isForgotten(cause)) return sqlFailure('retry', cause)
  if (state !== null) return sqlFailure(reasons.get(state) ?? reasons.get(state.slice(0, 2)) ?? 'other', cause)
  if (cause instanceof Error && cause.message === poolTimeout) return sqlFailure('retry', cause)
  return sqlFailure(cause instanceof TypeError ? 'other' : 'network', cause)
}

/** Whether a statement that is a whole commit has taken itself back: a cast that fails is how (`commitText`). */
export function isTakenBack(cause: unknown): boolean {
  return sqlState(cause) === '22P02'
}

/** Whether a connection cannot execute a statement it has prepared any more, and would have to prepare it anew: it is gone, or its rows got other columns. Nothing has happened. */
export function isForgotten(cause: unknown): boolean {
  const state = sqlState(cause)
  return state === '26000' || (state === '0A000' && hasRoutine(cause, 'RevalidateCachedQuery'))
}

/** There is no state of its own for a prepared statement whose rows got other columns; pgJDBC knows it by the same name. */
function hasRoutine(cause: unknown, routine: string): boolean {
  return typeof cause === 'object' && cause !== null && 'routine' in cause && cause.routine === routine
}

/** Errors of the engine have a severity beside their code; errors of the operating system have codes like `EPIPE`, which look the same. */
function sqlState(cause: unknown): string | null {
  if (typeof cause !== 'object' || cause === null || !('code' in cause) || !('severity' in cause)) return null
  return typeof cause.code === 'string' ? cause.code : null
}
