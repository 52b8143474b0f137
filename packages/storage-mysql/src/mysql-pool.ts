/** The part of a pool of `mysql2/promise` that a store uses. The pool is its caller's, but should serve the store alone: sessions are set up in the store's way. */
export interface MysqlPool {
  /** Gives a connection when one is free. */
  getConnection(): Promise<MysqlConnection>
}

/** The part of a pooled connection of `mysql2/promise` that a store uses. */
export interface MysqlConnection {
  /** Prepares and runs a statement. */
  execute(statement: MysqlQuery): Promise<readonly [unknown, unknown]>
  /** Runs a text without values. */
  query(statement: MysqlQuery): Promise<readonly [unknown, unknown]>
  /** Gives the connection back. */
  release(): void
  /** Throws the connection away. */
  destroy(): void
}

/** A statement as mysql2 takes it. */
export interface MysqlQuery {
  /** The text. */
  readonly sql: string
  /** The values. */
  readonly values?: (string | number | null)[]
  /** Milliseconds after which to give up waiting for an answer. */
  readonly timeout?: number
  /** Rows as objects, whatever the pool says. */
  readonly rowsAsArray?: false
  /** Columns are not put together by table, whatever the pool says. */
  readonly nestTables?: false
  /** How columns are read. */
  readonly typeCast?: (field: MysqlField, next: () => unknown) => unknown
}

/** A column as mysql2 gives it to be read. */
export interface MysqlField {
  /** Name of its type. */
  readonly type: string
  /** Reads it as text. */
  string(encoding?: string): string | null
}
