import {
  driveScript,
  type SqlExecutor,
  type SqlFailure,
  type SqlScript,
  type SqlSnapshot,
  type SqlStatement,
  sqlFailure,
} from '@caseload/storage-sql'
import { err, errAsync, ok, okAsync, Result, ResultAsync } from 'neverthrow'
import { type ConnectionOptions, connect, type SqliteConnection } from './sqlite-connection.ts'
import { sqliteCommitFailure, sqliteFailure } from './sqlite-failure.ts'

const begin: SqlStatement = { sql: 'begin', params: [], returns: 'nothing' }
// A plain `begin` takes the write lock at the first write only, and then fails at once if somebody else wrote since the first read.
const beginImmediate: SqlStatement = { sql: 'begin immediate', params: [], returns: 'nothing' }
const commit: SqlStatement = { sql: 'commit', params: [], returns: 'nothing' }
const rollback: SqlStatement = { sql: 'rollback', params: [], returns: 'nothing' }

/**
 * The executor over node:sqlite. Every call is carried out in one synchronous go before it returns, so calls in flight on one handle cannot mix, and no
 * queue is needed.
 */
export function sqliteExecutor(options: ConnectionOptions): Result<SqlExecutor, SqlFailure> {
  return Result.fromThrowable(() => connect(options), sqliteFailure)().map((connection) => executorOn(connection, options))
}

function executorOn(connection: SqliteConnection, options: ConnectionOptions): SqlExecutor {
  let closed = false
  return {
    query: (_scope, statement) => attempt(() => connection.run(statement)),
    read(_scope, script) {
      return settle(
        attempt(() => {
          connection.run(begin)
          try {
            return driveScript(script(), connection.run)
          } finally {
            connection.run(rollback)
          }
        }),
      )
    },
    write: (_scope, script) => (closed ? err(sqlFailure('closed')) : writeOn(connection, script)),
    snapshot() {
      if (closed) return errAsync(sqlFailure('closed'))
      return settle(Result.fromThrowable(() => holdOpen(connect(options)), sqliteFailure)())
    },
    scrub() {
      return settle(
        attempt(() => {
          // Overwriting what is deleted leaves copies in pages that were split since; only rebuilding the file is sure to lose them.
          connection.exec('vacuum')
          const { rows } = connection.run({ sql: 'pragma wal_checkpoint(truncate)', params: [], returns: 'rows' })
          return rows[0]?.['busy'] === 0
        }).andThen((done) => (done ? ok(undefined) : err(sqlFailure('retry')))),
      )
    },
    close() {
      if (!closed) {
        closed = true
        // Closing fails only where there is nothing left to close.
        Result.fromThrowable(() => connection.close())()
      }
      return okAsync(undefined)
    },
  }

  function attempt<Value>(work: () => Value): Result<Value, SqlFailure> {
    if (closed) return err(sqlFailure('closed'))
    try {
      return ok(work())
    } catch (cause) {
      return err(sqliteFailure(cause))
    }
  }
}

function writeOn<Value, E>(
  connection: SqliteConnection,
  script: () => SqlScript<Result<Value, E>>,
): Result<Value, E | SqlFailure> {
  try {
    connection.run(beginImmediate)
  } catch (cause) {
    return err(sqliteFailure(cause))
  }
  let result: Result<Value, E>
  try {
    result = driveScript(script(), connection.run)
  } catch (cause) {
    undo(connection)
    return err(sqliteFailure(cause))
  }
  if (result.isErr()) {
    undo(connection)
    return result
  }
  try {
    connection.run(commit)
    return result
  } catch (cause) {
    undo(connection)
    return err(sqliteCommitFailure(cause))
  }
}

/** SQLite has rolled back by itself after some errors, such as a full disk. */
function undo(connection: SqliteConnection): void {
  if (connection.inTransaction()) Result.fromThrowable(() => connection.run(rollback))()
}

/** A connection of its own in a transaction that has read, and so keeps seeing what was there then. */
function holdOpen(connection: SqliteConnection): SqlSnapshot {
  let ended = false
  connection.run(begin)
  connection.run({ sql: 'select 1 from {meta} limit 1', params: [], returns: 'rows' })
  return {
    query: (statement) => settle(Result.fromThrowable(() => connection.run(statement), sqliteFailure)()),
    end() {
      if (!ended) {
        ended = true
        Result.fromThrowable(() => connection.close())()
      }
      return okAsync(undefined)
    },
  }
}

function settle<Value, E>(result: Result<Value, E>): ResultAsync<Value, E> {
  return new ResultAsync(Promise.resolve(result))
}
