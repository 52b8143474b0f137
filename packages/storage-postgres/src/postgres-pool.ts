/** The part of a `pg.Pool` that a store uses. The pool is its caller's: how it connects, how many connections it has, when it ends. */
export interface PostgresPool {
  /** Gives a connection when one is free. */
  connect(): Promise<PostgresClient>
  /** Tells of errors of connections that are not in use. */
  on(event: 'error', listener: (error: Error) => void): unknown
  /** Stops telling. */
  removeListener(event: 'error', listener: (error: Error) => void): unknown
  /** How many are told. */
  listenerCount(event: 'error'): number
}

/** The part of a `pg.PoolClient` that a store uses. */
export interface PostgresClient {
  /** Runs a statement. */
  query(statement: PostgresQuery): Promise<PostgresResult>
  /** Tells of errors of the connection. */
  on(event: 'error', listener: (error: Error) => void): unknown
  /** Stops telling. */
  removeListener(event: 'error', listener: (error: Error) => void): unknown
  /** Gives the connection back; true: it is not to be used any more. */
  release(destroy?: boolean): void
}

/** A statement as pg takes it. */
export interface PostgresQuery {
  /** The text. */
  readonly text: string
  /** The values. */
  readonly values?: unknown[]
  /** Name of the prepared statement. */
  readonly name?: string
  /** How columns are read. */
  readonly types?: PostgresTypes
  /** When to give up waiting for an answer. */
  readonly query_timeout?: number
}

/** How pg reads the texts of columns. */
export interface PostgresTypes {
  /** The reader of a type, by its number in the catalogue. */
  readonly getTypeParser: (oid: number) => (text: string) => unknown
}

/** What pg answers. */
export interface PostgresResult {
  /** The rows. */
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** How many rows were returned or changed. */
  readonly rowCount: number | null
}
