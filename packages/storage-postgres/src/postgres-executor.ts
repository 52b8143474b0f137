import { pooledExecutor, type SqlExecutor } from '@caseload/storage-sql'
import { isTakenBack, postgresFailure } from './postgres-failure.ts'
import type { PostgresClient, PostgresPool, PostgresQuery } from './postgres-pool.ts'
import { statementNames } from './statement-names.ts'

/** How an executor works. */
export interface PostgresExecutorOptions {
  readonly pool: PostgresPool
  readonly schema: string
  /** Whether each transaction says whose rows it may see. */
  readonly setTenant: boolean
  /** Whether statements that repeat are prepared. */
  readonly prepare: boolean
  readonly connectTimeoutMs: number
  readonly statementTimeoutMs: number
  /** Whether the engine can rebuild a table without its dead rows. */
  readonly vacuums: boolean
}

const noRows: readonly Readonly<Record<string, unknown>>[] = []
/** Longer than any rebuilding of a table, and the longest a timer can wait. */
const untimedMs = 2 ** 31 - 1
const modes = {
  read: 'begin isolation level repeatable read, read only',
  write: 'begin isolation level read committed',
} as const

/** The executor over a pool of pg. */
export function postgresExecutor(options: PostgresExecutorOptions): SqlExecutor {
  const { pool, schema, setTenant, prepare, connectTimeoutMs, statementTimeoutMs, vacuums } = options
  const nameOf = prepare ? statementNames() : () => null
  // Without a listener, a server that restarts would end the process.
  const ignore = (): void => undefined
  const listens = pool.listenerCount('error') === 0
  if (listens) pool.on('error', ignore)
  return pooledExecutor<PostgresClient>(
    {
      async connect() {
        const client = await pool.connect()
        client.on('error', ignore)
        return client
      },
      release(client, usable) {
        client.removeListener('error', ignore)
        client.release(!usable)
      },
      async run(client, text, { params, returns }) {
        const name = nameOf(text)
        const query: PostgresQuery = { text, values: [...params], types, query_timeout: statementTimeoutMs }
        const { rows, rowCount } = await client.query(name === null ? query : { ...query, name })
        return returns === 'rows' ? { rows, changes: 0 } : { rows: noRows, changes: rowCount ?? 0 }
      },
      async control(client, text, untimed) {
        await client.query({ text, query_timeout: untimed === true ? untimedMs : statementTimeoutMs })
      },
      spelling: { table: (name) => `"${schema}"."${name}"`, mark: (place) => `$${place}` },
      // Tenants have letters, digits and a few marks only, none of which means anything in a literal.
      begin: (mode, scope) => [
        setTenant ? `${modes[mode]}; select set_config('caseload.tenant', '${scope}', true)` : modes[mode],
      ],
      scoped: setTenant,
      takesBack: isTakenBack,
      failureOf: postgresFailure,
      rebuild: vacuums ? (table) => `vacuum (full, analyze) {${table}}` : null,
      onClose: () => (listens ? pool.removeListener('error', ignore) : undefined),
    },
    connectTimeoutMs,
  )
}

/** Whole numbers as numbers, everything else as the engine wrote it: JSON is not read here, and whatever the application has told pg about types does not matter. */
const types = { getTypeParser: (oid: number): ((text: string) => unknown) => (wholeNumbers.has(oid) ? Number : String) }
const wholeNumbers: ReadonlySet<number> = new Set([20, 21, 23])
