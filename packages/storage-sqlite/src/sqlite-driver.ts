import { DatabaseSync } from 'node:sqlite'

/** What reads and writes an SQLite file, one call at a time. */
export interface SqliteDriver {
  /** Opens a file that is there. */
  open(path: string): SqliteDatabase
}

/** An open file. Whatever fails, throws. */
export interface SqliteDatabase {
  /** Runs statements without values. */
  exec(sql: string): unknown
  /** Prepares a statement. */
  prepare(sql: string): SqliteStatement
  /** Prepares a statement whose rows come as lists of their values in the order of its columns. */
  prepareLists(sql: string): SqliteLists
  /** Prepares a statement that gives one row at most, as a list of its values. */
  prepareOne(sql: string): SqliteOne
  /** Prepares a statement of which nothing is asked but that it was carried out. */
  prepareSilent(sql: string): SqliteSilent
  /** Whether a transaction is open. */
  inTransaction(): boolean
  /** Closes it. */
  close(): unknown
}

/** A prepared statement that tells nothing. */
export type SqliteSilent = (values: readonly (string | number | null)[]) => unknown

/** A prepared statement that gives lists. */
export type SqliteLists = (values: readonly (string | number | null)[]) => readonly (readonly unknown[])[]

/** A prepared statement that gives one list or none. */
export type SqliteOne = (values: readonly (string | number | null)[]) => readonly unknown[] | undefined

/** A prepared statement. */
export interface SqliteStatement {
  /** Runs it and gives the rows. */
  all(...values: readonly (string | number | null)[]): readonly Readonly<Record<string, unknown>>[]
  /** Runs it and says how many rows changed. */
  run(...values: readonly (string | number | null)[]): SqliteChanges
}

/** What running a statement did. */
export interface SqliteChanges {
  /** How many rows it changed. */
  readonly changes: number | bigint
}

/**
 * The SQLite that comes with Node.js: nothing to install.
 *
 * @example
 * ```ts
 * import { nodeSqlite } from '@caseload/storage-sqlite'
 *
 * const database = nodeSqlite.open(':memory:')
 * database.prepare('select 1 as one').all().length // => 1
 * database.close()
 * ```
 */
export const nodeSqlite: SqliteDriver = {
  open(path) {
    const database = new DatabaseSync(path)
    return {
      exec: (sql) => database.exec(sql),
      prepare: (sql) => database.prepare(sql),
      prepareLists(sql) {
        const statement = database.prepare(sql)
        statement.setReturnArrays(true)
        return (values) => {
          const rows: readonly unknown[] = statement.all(...values)
          return rows.every(isList) ? rows : []
        }
      },
      prepareOne(sql) {
        const statement = database.prepare(sql)
        statement.setReturnArrays(true)
        return (values) => {
          const row: unknown = statement.get(...values)
          return isList(row) ? row : undefined
        }
      },
      prepareSilent(sql) {
        const statement = database.prepare(sql)
        // `run` counts what changed and asks for the last row's number, which takes as long as many a statement itself; `all` makes a list.
        return (values) => statement.get(...values)
      },
      inTransaction: () => database.isTransaction,
      close: () => database.close(),
    }
  },
}

function isList(row: unknown): row is readonly unknown[] {
  return Array.isArray(row)
}
