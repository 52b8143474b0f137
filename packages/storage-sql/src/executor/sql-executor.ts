import type { Problem } from '@caseload/core'
import type { Result, ResultAsync } from 'neverthrow'

/** A value bound to a `?`. There are no others: truth is 0 or 1, instants are whole numbers, payloads are text. */
export type SqlValue = string | number | null

/** A row as the driver gives it; nothing is believed of it before it has been looked at. */
export type SqlRow = Readonly<Record<string, unknown>>

/** One statement. Texts are few and repeat, so an executor prepares each once. */
export interface SqlStatement {
  /** The text, with `?` for values. A driver that numbers them (`$1`) counts them once when it prepares the text: no literal of ours has a question mark. */
  readonly sql: string
  /** The values. */
  readonly params: readonly SqlValue[]
  /** Whether rows come back; otherwise only how many changed. */
  readonly returns: 'rows' | 'changes'
}

/** What came of a statement. */
export interface SqlOutcome {
  /** The rows; none of a statement that returns none. */
  readonly rows: readonly SqlRow[]
  /** How many rows were changed; 0 of a statement that returns rows. */
  readonly changes: number
}

/**
 * A transaction as a script: it yields a statement, is given the outcome, and ends with a value.
 *
 * The same script runs on a driver that answers at once and on one that answers later: the first drives it in one go, so that nothing can come between
 * two statements, the second awaits each.
 */
export type SqlScript<Value> = Generator<SqlStatement, Value, SqlOutcome>

/** The engine or the way to it failed. */
export interface SqlFailure extends Problem<'sql/failure'> {
  /**
   * `retry`: somebody else was in the way, nothing happened; `lost`: the connection broke after the end of the transaction had been sent, nobody knows; `network`:
   * it broke before; `full`, `readonly`, `closed`; `corrupt`: the database is damaged; `other`.
   */
  readonly reason: 'retry' | 'lost' | 'network' | 'full' | 'readonly' | 'closed' | 'corrupt' | 'other'
  /** What the driver said; not enumerable. */
  readonly cause?: unknown
}

/**
 * The lower port: what a driver supplies so that the one SQL implementation runs on it.
 *
 * Any call may be made at any time, whatever else is under way; the executor sees to it that the statements of one transaction are not mixed with others.
 */
export interface SqlExecutor {
  /** Runs one statement that reads, on its own. */
  query(statement: SqlStatement): ResultAsync<SqlOutcome, SqlFailure>
  /** Runs a script that only reads, all of it on one committed state. */
  read<Value>(script: () => SqlScript<Value>): ResultAsync<Value, SqlFailure>
  /** Runs a script as one transaction that takes its place among the writers before it reads (`begin immediate` on SQLite); an `err` of the script rolls it back. */
  write<Value, E>(script: () => SqlScript<Result<Value, E>>): ResultAsync<Value, E | SqlFailure>
  /** Holds one committed state open, for a reader that takes its time. */
  snapshot(): ResultAsync<SqlSnapshot, SqlFailure>
  /** Takes what was deleted off the disk. */
  scrub(): ResultAsync<void, SqlFailure>
  /** Ends the use; what is under way finishes. Twice is once. */
  close(): ResultAsync<void, never>
}

/** One committed state, held open. */
export interface SqlSnapshot {
  /** Runs one statement that reads. */
  query(statement: SqlStatement): ResultAsync<SqlOutcome, SqlFailure>
  /** Lets it go. */
  end(): ResultAsync<void, never>
}
