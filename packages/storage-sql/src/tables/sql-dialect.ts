/** What engines say differently. Everything else is written once, in the words that SQLite and PostgreSQL share. */
export interface SqlDialect {
  /** Name of the dialect. */
  readonly name: 'sqlite'
  /** Type of a column for text that is compared by bytes. */
  readonly text: string
  /** Type of a column for whole numbers up to 2^53. */
  readonly int: string
  /** Type of a column for JSON that comes back as it was written. */
  readonly json: string
  /** What stands after the columns of a table whose rows are kept in the order of the primary key. */
  readonly clustered: string
  /** What stands after the columns of any other table. */
  readonly heap: string
  /** Whether a column has one of the values of a list, bound as one JSON text. */
  anyOf(column: string): string
  /** Gives the names of all indexes, as `name`. */
  readonly indexNames: string
  /** Gives the names of all tables, as `name`. */
  readonly tableNames: string
}
