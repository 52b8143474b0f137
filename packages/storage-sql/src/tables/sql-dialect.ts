/** What engines say differently. Everything else is written once, in the words that SQLite, PostgreSQL and MariaDB share. */
export interface SqlDialect {
  /** Name of the dialect. */
  readonly name: 'sqlite' | 'postgres' | 'mysql'
  /** Type of a column for a name or identity: ASCII, at most 160 characters. */
  readonly id: string
  /** Type of a column for any text of at most 512 bytes that is compared by bytes. */
  readonly text: string
  /** Type of a column for whole numbers up to 2^53. */
  readonly int: string
  /** Type of a column for JSON that comes back as it was written. */
  readonly json: string
  /** Everything that brings an empty database to the newest form, oldest first. */
  readonly migrations: readonly SqlMigration[]
  /**
   * Statements that keep other installers waiting until the transaction ends, or none where a transaction does so by itself; 0 as `locked` says that waiting was in vain. Afterwards no statement
   * waits for a lock on a table for longer than two seconds.
   */
  readonly migrationLock: readonly string[]
  /** Statements that let them go, and put back what the lock has set, where the end of the transaction does not. */
  readonly migrationUnlock: readonly string[]
  /** Whether tables are made and changed in a transaction, with everything else in it; otherwise each such change commits by itself. */
  readonly changesTablesInTransactions: boolean
  /** Gives the names of all our tables, as `name`. */
  readonly tableNames: string
  /** Gives the names of all indexes of our tables, as `name`. */
  readonly indexNames: string
  /** Gives all columns of our tables, as `table.column` in `name`; null where a migration that broke off leaves nothing behind. */
  readonly columnNames: string | null
  /** Statements that make a table. */
  createTable(table: SqlTable): readonly string[]
  /** A statement that adds a column; again is once, where the engine cannot take back a half-done migration. */
  addColumn(table: string, column: string, type: string): string
  /** A statement that makes an index. */
  createIndex(index: SqlIndex & { readonly name: string; readonly table: string }): string
  /** Whether an index can be over some rows only. */
  readonly partialIndexes: boolean
  /** A column with JSON as text, to be compared. */
  jsonText(column: string): string
  /** What stands after the values of an insert that is to change nothing where its key is taken; empty where the executor sees to it ({@link SqlStatement.orNothing}). */
  orNothing(key: string): string
  /** An insert that changes the row it finds with its key. */
  upsert(insert: SqlUpsert): string
  /** Whether an upsert can say `returning`. */
  readonly returns: boolean
  /** What stands after a select whose rows nobody else is to change until the transaction ends; empty where nobody can. */
  readonly share: string
  /** What stands after a select whose rows nobody is to delete until the transaction ends, though others may change them where the engine can tell the two apart; empty where nobody can. */
  readonly keep: string
  /** Whether others may write while a transaction is under way; then absence has to be held, and claims race. */
  readonly concurrent: boolean
  /** How claims are kept apart: see {@link SqlClaims}. */
  readonly claims: SqlClaims
  /** How many tables a whole commit may touch in one statement, see `commitText`: `each-once` where the engine takes one change a table; null: none. */
  readonly atOnce: 'any' | 'each-once' | null
}

/**
 * How claims of several workers are kept apart. `transaction`: writers come one after another; `lock-candidates`: candidates are read first and locked by their key, for
 * engines that lock what they scan; `skip-locked`: rows that others are claiming are passed over; `skip-locked-at-once`: the same, in one
 * statement; `tenant-by-tenant`: the same, but a lock reaches the rows of one tenant only; `recheck`: candidates are read without a lock and each is taken if it is still free.
 */
export type SqlClaims = 'transaction' | 'lock-candidates' | 'skip-locked' | 'skip-locked-at-once' | 'tenant-by-tenant' | 'recheck'

/** One numbered step from one form of the tables to the next. Once published, its text never changes. */
export interface SqlMigration {
  /** Its number, from 1. */
  readonly id: number
  /** What it does, in kebab-case. */
  readonly name: string
  /** Statements, in order. */
  readonly statements: readonly string[]
  /** The oldest form a program must know to use the database afterwards. */
  readonly minReader: number
  /** Whether the database can remember its checksum. */
  readonly checked: boolean
}

/** A table to be made. */
export interface SqlTable {
  /** Name. */
  readonly name: string
  /** Columns: name and type with `not null`. */
  readonly columns: readonly (readonly [name: string, type: string])[]
  /** Primary key. */
  readonly key: string
  /** Whether the rows are small and found by the key only, so that an engine may keep them in its order. */
  readonly clustered: boolean
  /** Further indexes. */
  readonly indexes?: readonly SqlIndex[]
}

/** An index to be made. */
export interface SqlIndex {
  /** Name. */
  readonly name: string
  /** Columns. */
  readonly columns: string
  /** Whether no two rows may have the same values. */
  readonly unique?: boolean
}

/** An insert that changes the row it finds. */
export interface SqlUpsert {
  /** Table. */
  readonly table: string
  /** Columns, each with a value to be bound. */
  readonly columns: readonly string[]
  /** Columns of the primary key. */
  readonly key: string
  /** Columns that change, each with its new value, an expression over the old and the inserted one. */
  readonly set: Readonly<Record<string, (old: string, inserted: string) => string>>
}
