import { closeSync, openSync } from 'node:fs'
import type { SqlOutcome, SqlStatement } from '@caseload/storage-sql'
import type { SqliteDriver } from './sqlite-driver.ts'
import { statementCache } from './statement-cache.ts'

/** How a connection is set up. */
export interface ConnectionOptions {
  /** What reads and writes the file. */
  readonly driver: SqliteDriver
  /** Path of the database file. */
  readonly path: string
  /** `full`: an acknowledged commit survives the loss of power; `normal`: the end of the process. */
  readonly synchronous: 'full' | 'normal'
  /** How long SQLite itself waits for another connection's lock, during which the process stands still. */
  readonly busyTimeoutMs: number
}

/** One connection to an SQLite file. Whatever fails, throws what the driver throws. */
export interface SqliteConnection {
  /** Runs a statement. */
  run(statement: SqlStatement): SqlOutcome
  /** Runs several statements without values. */
  exec(sql: string): void
  /** Whether a transaction is open. */
  inTransaction(): boolean
  /** Closes it. */
  close(): void
}

const noRows: readonly never[] = []
const carriedOut: SqlOutcome = { rows: noRows, changes: 0 }

/** Opens a connection; a file that is not there is made, for its owner's eyes only (SQLite gives `-wal` and `-shm` the same mode). */
export function connect({ driver, path, synchronous, busyTimeoutMs }: ConnectionOptions): SqliteConnection {
  closeSync(openSync(path, 'a', 0o600))
  const database = driver.open(path)
  try {
    database.exec(`pragma busy_timeout = ${busyTimeoutMs}`)
    database.exec('pragma journal_mode = wal')
    database.exec(`pragma synchronous = ${synchronous}`)
    // Of Apple's systems alone: what a disk has promised to write does not have to be written, unless it is asked in this way.
    database.exec('pragma fullfsync = on')
    // What is deleted is overwritten, not merely forgotten.
    database.exec('pragma secure_delete = on')
    database.exec('pragma trusted_schema = off')
    database.exec('pragma temp_store = memory')
  } catch (cause) {
    database.close()
    throw cause
  }
  const statements = statementCache((sql) => database.prepare(sql))
  const lists = statementCache((sql) => database.prepareLists(sql))
  const single = statementCache((sql) => database.prepareOne(sql))
  const silent = statementCache((sql) => database.prepareSilent(sql))
  return {
    run({ sql, params, returns, lists: asLists, one }) {
      if (one === true) {
        const row = single.prepare(sql)(params)
        return { rows: noRows, lists: row === undefined ? noRows : [row], changes: 0 }
      }
      if (asLists === true) return { rows: noRows, lists: lists.prepare(sql)(params), changes: 0 }
      if (returns === 'nothing') {
        silent.prepare(sql)(params)
        return carriedOut
      }
      const statement = statements.prepare(sql)
      if (returns === 'rows') return { rows: statement.all(...params), changes: 0 }
      return { rows: noRows, changes: Number(statement.run(...params).changes) }
    },
    exec: (sql) => database.exec(sql),
    inTransaction: () => database.inTransaction(),
    close() {
      statements.clear()
      lists.clear()
      single.clear()
      silent.clear()
      database.close()
    },
  }
}
