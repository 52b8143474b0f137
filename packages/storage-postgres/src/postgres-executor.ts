import {
  driveAsync,
  type SqlExecutor,
  type SqlFailure,
  type SqlOutcome,
  type SqlScope,
  type SqlScript,
  type SqlStatement,
  spellSql,
  sqlFailure,
} from '@caseload/storage-sql'
import { err, ok, okAsync, type Result, ResultAsync } from 'neverthrow'
import { isUsableAfter, postgresAtOnceFailure, postgresCommitFailure, postgresFailure } from './postgres-failure.ts'
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

const noRows: SqlOutcome['rows'] = []
/** Longer than any rebuilding of a table, and the longest a timer can wait. */
const untimed = 2 ** 31 - 1

/** The executor over a pool of pg. */
export function postgresExecutor(options: PostgresExecutorOptions): SqlExecutor {
  const { pool, schema, setTenant, prepare, connectTimeoutMs, statementTimeoutMs, vacuums } = options
  const nameOf = prepare ? statementNames() : () => null
  const texts = new Map<string, string>()
  const underWay = new Set<Promise<unknown>>()
  let closed = false
  // Without a listener, a server that restarts would end the process.
  const ignore = (): void => undefined
  const listens = pool.listenerCount('error') === 0
  if (listens) pool.on('error', ignore)

  return {
    query: (scope, statement) =>
      call(async (client) => {
        if (!setTenant) return run(client, statement, postgresFailure)
        return transaction(client, scope, 'read only', () => asScript(statement))
      }),
    read: (scope, script) =>
      call((client) => transaction(client, scope, 'isolation level repeatable read, read only', () => asResult(script()))),
    write: (scope, script) => call((client) => transaction(client, scope, 'isolation level read committed', script)),
    writeAtOnce: (scope, statement) =>
      call(async (client) => {
        if (!setTenant) return run(client, statement, postgresAtOnceFailure)
        return transaction(client, scope, 'isolation level read committed', () => asScript(statement), postgresAtOnceFailure)
      }),
    snapshot: (scope) =>
      new ResultAsync(
        (async () => {
          const acquired = await acquire()
          if (acquired.isErr()) return err(acquired.error)
          const client = acquired.value
          const begun = await control(client, beginning(scope, 'isolation level repeatable read, read only'))
          if (begun.isErr()) {
            client.release(true)
            return err(begun.error)
          }
          let ended = false
          return ok({
            query: (statement: SqlStatement) => new ResultAsync(run(client, statement, postgresFailure)),
            end: () => {
              if (ended) return okAsync(undefined)
              ended = true
              return new ResultAsync(
                control(client, 'rollback').then((done) => giveBack(client, done.isErr() ? done.error : null)),
              )
            },
          })
        })(),
      ),
    scrub: (tables) =>
      call(async (client) => {
        if (!vacuums) return err(sqlFailure('other', 'this engine keeps old versions until it collects them itself'))
        for (const table of tables) {
          const done = await control(client, spell(`vacuum (full, analyze) {${table}}`), untimed)
          if (done.isErr()) return done
        }
        return ok(undefined)
      }),
    close() {
      closed = true
      if (listens) pool.removeListener('error', ignore)
      return new ResultAsync(Promise.allSettled(underWay).then(() => ok(undefined)))
    },
  }

  /** Does something on a connection, and gives it back. */
  function call<Value, E>(
    work: (client: PostgresClient) => Promise<Result<Value, E | SqlFailure>>,
  ): ResultAsync<Value, E | SqlFailure> {
    const done = (async () => {
      const acquired = await acquire()
      if (acquired.isErr()) return err(acquired.error)
      const result = await work(acquired.value)
      giveBack(acquired.value, result.isErr() ? failureIn(result.error) : null)
      return result
    })()
    underWay.add(done)
    return new ResultAsync(done.finally(() => underWay.delete(done)))
  }

  async function acquire(): Promise<Result<PostgresClient, SqlFailure>> {
    if (closed) return err(sqlFailure('closed'))
    let timer: ReturnType<typeof setTimeout> | undefined
    const connecting = pool.connect()
    try {
      const client = await Promise.race([
        connecting,
        new Promise<null>((resolve) => {
          timer = setTimeout(() => resolve(null), connectTimeoutMs)
        }),
      ])
      if (client === null) {
        // It may still come, and then is somebody else's.
        connecting.then((late) => late.release(), ignore)
        return err(sqlFailure('retry', 'no connection was free'))
      }
      client.on('error', ignore)
      return ok(client)
    } catch (cause) {
      return err(postgresFailure(cause))
    } finally {
      clearTimeout(timer)
    }
  }

  function giveBack(client: PostgresClient, failure: SqlFailure | null): Result<void, never> {
    client.removeListener('error', ignore)
    client.release(failure !== null && !isUsableAfter(failure))
    return ok(undefined)
  }

  function spell(sql: string): string {
    const known = texts.get(sql)
    if (known !== undefined) return known
    const text = spellSql(sql, { table: (name) => `"${schema}"."${name}"`, mark: (place) => `$${place}` })
    // Queries come in many texts; what is written again costs little.
    if (texts.size > 5000) texts.clear()
    texts.set(sql, text)
    return text
  }

  async function run(
    client: PostgresClient,
    { sql, params, returns }: SqlStatement,
    failureOf: (cause: unknown) => SqlFailure,
  ): Promise<Result<SqlOutcome, SqlFailure>> {
    const text = spell(sql)
    const name = nameOf(text)
    const query: PostgresQuery = {
      text,
      values: [...params],
      types,
      query_timeout: statementTimeoutMs,
      ...(name === null ? {} : { name }),
    }
    try {
      const { rows, rowCount } = await client.query(query)
      return ok(returns === 'rows' ? { rows, changes: 0 } : { rows: noRows, changes: rowCount ?? 0 })
    } catch (cause) {
      return err(failureOf(cause))
    }
  }

  /** Runs a text without values, of one statement or several. */
  async function control(
    client: PostgresClient,
    text: string,
    query_timeout = statementTimeoutMs,
    failureOf = postgresFailure,
  ): Promise<Result<void, SqlFailure>> {
    try {
      await client.query({ text, query_timeout })
      return ok(undefined)
    } catch (cause) {
      return err(failureOf(cause))
    }
  }

  function beginning(scope: SqlScope, mode: string): string {
    // Tenants have letters, digits and a few marks only, none of which means anything in a literal.
    return setTenant ? `begin ${mode}; select set_config('caseload.tenant', '${scope}', true)` : `begin ${mode}`
  }

  async function transaction<Value, E>(
    client: PostgresClient,
    scope: SqlScope,
    mode: string,
    script: () => SqlScript<Result<Value, E>>,
    failureOf = postgresFailure,
  ): Promise<Result<Value, E | SqlFailure>> {
    const begun = await control(client, beginning(scope, mode))
    if (begun.isErr()) return err(begun.error)
    const driven = await driveAsync(script(), (statement) => new ResultAsync(run(client, statement, failureOf)))
    if (driven.isErr() || driven.value.isErr()) {
      const undone = driven.isErr() && !isUsableAfter(driven.error) ? ok(undefined) : await control(client, 'rollback')
      if (undone.isErr()) return err(undone.error)
      return driven.isErr() ? err(driven.error) : driven.value
    }
    const committed = await control(client, 'commit', statementTimeoutMs, postgresCommitFailure)
    return committed.isErr() ? err(committed.error) : driven.value
  }
}

/** Whole numbers as numbers, everything else as the engine wrote it: JSON is not read here, and whatever the application has told pg about types does not matter. */
const types = { getTypeParser: (oid: number): ((text: string) => unknown) => (wholeNumbers.has(oid) ? Number : String) }
const wholeNumbers: ReadonlySet<number> = new Set([20, 21, 23])

function failureIn(problem: unknown): SqlFailure | null {
  return typeof problem === 'object' && problem !== null && 'kind' in problem && problem.kind === 'sql/failure'
    ? (problem as SqlFailure)
    : null
}

function* asScript(statement: SqlStatement): SqlScript<Result<SqlOutcome, never>> {
  return ok(yield statement)
}

function* asResult<Value>(script: SqlScript<Value>): SqlScript<Result<Value, never>> {
  return ok(yield* script)
}
