import { pooledExecutor, type SqlExecutor, type SqlOutcome, type SqlStatement } from '@caseload/storage-sql'
import { isDuplicate, mysqlFailure } from './mysql-failure.ts'
import type { MysqlConnection, MysqlField, MysqlPool, MysqlQuery } from './mysql-pool.ts'

/** How an executor works. */
export interface MysqlExecutorOptions {
  readonly pool: MysqlPool
  readonly database: string
  /** Name of the session variable with the isolation level. */
  readonly isolation: 'tx_isolation' | 'transaction_isolation'
  readonly connectTimeoutMs: number
  readonly statementTimeoutMs: number
}

const noRows: SqlOutcome['rows'] = []
/** Longer than any rebuilding of a table, and the longest a timer can wait. */
const untimedMs = 2 ** 31 - 1

/** The executor over a pool of mysql2. */
export function mysqlExecutor(options: MysqlExecutorOptions): SqlExecutor {
  const { pool, database, isolation, connectTimeoutMs, statementTimeoutMs } = options
  // Repeatable reads, the engines' default, would see none of what others commit meanwhile, and lock gaps. Without strictness a value that does not fit is cut.
  const setUp = `set session ${isolation} = 'READ-COMMITTED', session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', session autocommit = 1`
  const plain = { timeout: statementTimeoutMs, rowsAsArray: false, nestTables: false, typeCast } as const
  /** Locks of a session outlive its transactions, so a connection that may hold one must not go back into the pool after a failure. */
  const lockers = new WeakSet<MysqlConnection>()
  return pooledExecutor<MysqlConnection>(
    {
      async connect() {
        const connection = await pool.getConnection()
        try {
          if (!isSetUp(connection)) await connection.query({ sql: setUp, timeout: statementTimeoutMs })
          return connection
        } catch (cause) {
          connection.destroy()
          throw cause
        }
      },
      release(connection, usable) {
        if (usable && !lockers.has(connection)) connection.release()
        else connection.destroy()
      },
      async run(connection, text, statement) {
        const { params } = statement
        if (text.startsWith('select get_lock(')) lockers.add(connection)
        if (text.startsWith('select release_lock(')) lockers.delete(connection)
        // Not every statement without values can be prepared, and none of those is repeated.
        const query: MysqlQuery = { ...plain, sql: text, ...(statement.untimed === true ? { timeout: untimedMs } : {}) }
        try {
          const [result] = await (params.length === 0
            ? connection.query(query)
            : connection.execute({ ...query, values: [...params] }))
          return outcomeOf(statement, result)
        } catch (cause) {
          if (statement.orNothing === true && isDuplicate(cause)) return { rows: noRows, changes: 0 }
          throw cause
        }
      },
      async control(connection, text, untimed) {
        const [result] = await connection.query({ sql: text, timeout: untimed === true ? untimedMs : statementTimeoutMs })
        const refusal = refusalIn(result)
        if (refusal !== null) throw refusal
      },
      spelling: { table: (name) => `\`${database}\`.\`${name}\``, quote: '`' },
      begin: (mode) =>
        mode === 'read'
          ? ['set transaction isolation level repeatable read', 'start transaction with consistent snapshot, read only']
          : ['start transaction'],
      scoped: false,
      takesBack: null,
      failureOf: mysqlFailure,
      rebuild: (table) => `optimize local table {${table}}`,
    },
    connectTimeoutMs,
  )
}

const settled = new WeakSet<object>()

/** The promise around a connection is made anew each time it is given out; what stays the same is inside. */
function isSetUp(connection: MysqlConnection): boolean {
  const inner: unknown = 'connection' in connection ? connection.connection : connection
  if (typeof inner !== 'object' || inner === null) return false
  if (settled.has(inner)) return true
  settled.add(inner)
  return false
}

function outcomeOf({ returns }: SqlStatement, result: unknown): SqlOutcome {
  if (Array.isArray(result)) return { rows: returns === 'rows' ? result : noRows, changes: 0 }
  if (typeof result !== 'object' || result === null || !('affectedRows' in result)) return { rows: noRows, changes: 0 }
  // Rows that were found and were so already count as well, whatever the pool says about it.
  const matched = 'info' in result && typeof result.info === 'string' ? /^Rows matched: (\d+)/.exec(result.info) : null
  return { rows: noRows, changes: matched === null ? Number(result.affectedRows) : Number(matched[1]) }
}

/** That a table could not be rebuilt is told in rows, as if all were well; thrown as what the server refuses otherwise. */
function refusalIn(result: unknown): Error | null {
  if (!Array.isArray(result)) return null
  for (const row of result) {
    if (typeof row !== 'object' || row === null || !('Msg_type' in row) || !('Msg_text' in row)) continue
    const said = String(row.Msg_text)
    if (String(row.Msg_type).toLowerCase() === 'error' || said === 'Operation failed')
      return Object.assign(new Error(said), { errno: /lock wait timeout/i.test(said) ? 1205 : 0, sqlState: 'HY000' })
  }
  return null
}

const texts: ReadonlySet<string> = new Set([
  'VARCHAR',
  'VAR_STRING',
  'STRING',
  'BLOB',
  'TINY_BLOB',
  'MEDIUM_BLOB',
  'LONG_BLOB',
  'JSON',
])

/** Text is text, also where it is kept as bytes; whole numbers are numbers, also where the pool asks for text. */
function typeCast(field: MysqlField, next: () => unknown): unknown {
  if (texts.has(field.type)) return field.string('utf8')
  const value = next()
  return typeof value === 'string' ? Number(value) : value
}
