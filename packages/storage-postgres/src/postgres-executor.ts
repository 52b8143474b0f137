import { pooledExecutor, type SqlExecutor, type SqlOutcome, type SqlStatement } from '@caseload/storage-sql'
import { isForgotten, isTakenBack, postgresFailure } from './postgres-failure.ts'
import type { PostgresClient, PostgresPool, PostgresQuery } from './postgres-pool.ts'
import { statementNames } from './statement-names.ts'
import { type WireColumn, WireQuery } from './wire-query.ts'

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
      run(client, text, statement) {
        const name = nameOf(text) ?? ''
        const line = lineOf(client)
        const timeoutMs = statement.untimed === true ? untimedMs : statementTimeoutMs
        return line === null
          ? runForeign(client, name, text, statement, timeoutMs)
          : runOnWire(line, name, text, statement, timeoutMs)
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

/** A connection that takes queries of our own. */
interface Line {
  readonly send: (query: WireQuery) => unknown
  /** The statements it has prepared, by name, and their columns. */
  readonly prepared: Map<string, readonly WireColumn[]>
}

const lines = new WeakMap<PostgresClient, Line | null>()

/** Null: it takes pg's queries only. */
function lineOf(client: PostgresClient): Line | null {
  const known = lines.get(client)
  if (known !== undefined) return known
  const line: Line | null = takesOurs(client) ? { send: (query) => client.query(query), prepared: new Map() } : null
  lines.set(client, line)
  return line
}

/** Whether it is a client of pg's own, in JavaScript, with one query under way at a time. */
function takesOurs(client: PostgresClient): client is PostgresClient & { query(query: WireQuery): unknown } {
  if (!('connection' in client) || ('pipeline' in client && client.pipeline === true)) return false
  const { connection } = client
  if (typeof connection !== 'object' || connection === null || !('stream' in connection)) return false
  const { stream } = connection
  return typeof stream === 'object' && stream !== null && 'write' in stream && 'writable' in stream
}

function runOnWire(
  { send, prepared }: Line,
  name: string,
  text: string,
  statement: SqlStatement,
  timeoutMs: number,
): Promise<SqlOutcome> {
  return new Promise((resolve, reject) => {
    const query = new WireQuery(name, text, prepared.get(name) ?? null, statement, timeoutMs, (cause, outcome) => {
      if (outcome === undefined) {
        // Whatever took one away took all: each is prepared anew.
        if (isForgotten(cause)) prepared.clear()
        reject(cause)
        return
      }
      if (name !== '' && query.columns !== null) prepared.set(name, query.columns)
      resolve(outcome)
    })
    send(query)
  })
}

async function runForeign(
  client: PostgresClient,
  name: string,
  text: string,
  { params, returns }: SqlStatement,
  timeoutMs: number,
): Promise<SqlOutcome> {
  const query: PostgresQuery = { text, values: [...params], types, query_timeout: timeoutMs }
  const { rows, rowCount } = await client.query(name === '' ? query : { ...query, name })
  return returns === 'rows' ? { rows, changes: 0 } : { rows: noRows, changes: rowCount ?? 0 }
}

/** Whole numbers as numbers, everything else as the engine wrote it: JSON is not read here, and whatever the application has told pg about types does not matter. */
const types = { getTypeParser: (oid: number): ((text: string) => unknown) => (wholeNumbers.has(oid) ? Number : String) }
const wholeNumbers: ReadonlySet<number> = new Set([20, 21, 23])
