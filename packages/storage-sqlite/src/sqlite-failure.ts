import { type SqlFailure, sqlFailure } from '@caseload/storage-sql'

/** Primary result codes of SQLite (https://sqlite.org/rescode.html) that mean something to us. */
const reasons: ReadonlyMap<number, SqlFailure['reason']> = new Map([
  [5, 'retry'], // SQLITE_BUSY: another connection writes
  [6, 'retry'], // SQLITE_LOCKED
  [8, 'readonly'], // SQLITE_READONLY
  [11, 'corrupt'], // SQLITE_CORRUPT
  [13, 'full'], // SQLITE_FULL
  [26, 'corrupt'], // SQLITE_NOTADB
])

/** The same as better-sqlite3 names them; extended codes go on after another `_`. */
const codes: readonly (readonly [name: string, code: number])[] = [
  ['SQLITE_BUSY', 5],
  ['SQLITE_LOCKED', 6],
  ['SQLITE_READONLY', 8],
  ['SQLITE_CORRUPT', 11],
  ['SQLITE_FULL', 13],
  ['SQLITE_NOTADB', 26],
]

/** What went wrong in the engine, from what the driver threw. */
export function sqliteFailure(cause: unknown): SqlFailure {
  return sqlFailure(reasons.get(resultCode(cause)) ?? 'other', cause)
}

/**
 * What went wrong while committing. Whatever SQLite has rolled back or refused is known not to have happened; an error of the disk is the one case in which
 * nobody knows.
 */
export function sqliteCommitFailure(cause: unknown): SqlFailure {
  const failure = sqliteFailure(cause)
  return failure.reason === 'other' ? sqlFailure('lost', cause) : failure
}

/** The primary code stands in the low byte of the extended one. */
function resultCode(cause: unknown): number {
  if (typeof cause !== 'object' || cause === null) return 0
  if ('code' in cause && typeof cause.code === 'string') {
    const named = codes.find(([name]) => cause.code === name || String(cause.code).startsWith(`${name}_`))
    if (named !== undefined) return named[1]
  }
  if (!('errcode' in cause)) return 0
  return typeof cause.errcode === 'number' ? cause.errcode & 0xff : 0
}
