import type { Problem, TenantId } from '@caseload/core'
import type { Answer } from '@caseload/storage'
import type { Result, ResultAsync } from 'neverthrow'

/** A value bound to a `?`. There are no others: truth is 0 or 1, instants are whole numbers, payloads are text. */
export type SqlValue = string | number | null

/** A row as the driver gives it; nothing is believed of it before it has been looked at. */
export type SqlRow = Readonly<Record<string, unknown>>

/** One statement. Texts are few and repeat, so an executor translates and prepares each once. */
export interface SqlStatement {
  /**
   * The text, with `?` for values (or `?5` for the fifth, in statements for engines with numbered ones), `{name}` for one of our tables and double quotes around other names: an executor writes what its driver wants instead (`$1`, a schema, backticks). No
   * literal of ours has any of these characters.
   */
  readonly sql: string
  /** The values. */
  readonly params: readonly SqlValue[]
  /** Whether rows come back, or only how many changed; `nothing`: neither will be looked at, and an executor need not find out. */
  readonly returns: 'rows' | 'changes' | 'nothing'
  /** Whether rows may come as lists ({@link SqlOutcome.lists}): of many rows, objects cost more than what is in them. */
  readonly lists?: boolean
  /** Whether one row comes at most, and may come as a list: a driver need not look for more. */
  readonly one?: boolean
  /** Whether an insert that finds its primary key taken changes nothing and goes on; for engines whose SQL cannot say so ({@link SqlDialect.orNothing}). */
  readonly orNothing?: boolean
  /** Whether it may take however long: it makes tables and indexes, or waits for whoever does. */
  readonly untimed?: boolean
}

/**
 * Whose rows a call may touch: one tenant's, or `*`, everybody's, for claims and administration. An engine with row-level security can hold us to it; others need not look.
 */
export type SqlScope = TenantId | '*'

/** What came of a statement. */
export interface SqlOutcome {
  /** The rows; none of a statement that returns none. */
  readonly rows: readonly SqlRow[]
  /** The values of each row in the order of its columns, instead of the rows; only of a statement that allows it, from an executor that can. */
  readonly lists?: readonly (readonly unknown[])[]
  /** How many rows were changed; 0 of a statement that returns rows. Any number of one that returns nothing. */
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
 * What is asked most, `query` and `write`, a driver may answer at once, if it has the result when the call returns. Any call may be made at any time, whatever else is under way; the executor sees to it that the statements of one transaction are not mixed with others.
 */
export interface SqlExecutor {
  /** Runs one statement that reads, on its own. */
  query(scope: SqlScope, statement: SqlStatement): Answer<SqlOutcome, SqlFailure>
  /** Runs a script that only reads, all of it on one committed state. */
  read<Value>(scope: SqlScope, script: () => SqlScript<Value>): ResultAsync<Value, SqlFailure>
  /**
   * Runs a script as one transaction, in which each statement sees what was committed before it (`read committed`), or that takes its place among the writers before it reads (`begin
   * immediate` on SQLite); an `err` of the script rolls it back.
   */
  write<Value, E>(scope: SqlScope, script: () => SqlScript<Result<Value, E>>): Answer<Value, E | SqlFailure>
  /** Runs one statement that writes and gives rows, as a transaction of its own; `lost` where its fate is unknown. For dialects that can say a whole commit in one statement. */
  writeAtOnce?(scope: SqlScope, statement: SqlStatement): ResultAsync<SqlOutcome, SqlFailure>
  /** Holds one committed state open, for a reader that takes its time. An executor with one connection has none to spare; then exports are read into memory in one go. */
  snapshot?(scope: SqlScope): ResultAsync<SqlSnapshot, SqlFailure>
  /** Takes what was deleted off the disk: the dead rows and free pages of our tables. */
  scrub(tables: readonly string[]): ResultAsync<void, SqlFailure>
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
