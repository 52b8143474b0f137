import { err, ok, okAsync, type Result, ResultAsync } from 'neverthrow'
import { driveAnswers } from './drive-answers.ts'
import { type SqlSpelling, spellSql } from './spell-sql.ts'
import type { SqlExecutor, SqlFailure, SqlOutcome, SqlScope, SqlScript, SqlStatement } from './sql-executor.ts'
import { sqlFailure } from './sql-failure.ts'

/** What a driver with a pool of connections supplies. Whatever fails, throws or rejects with what the driver says. */
export interface PooledDriver<Connection> {
  /** Gives a connection when one is free. */
  readonly connect: () => Promise<Connection>
  /** Gives it back; not usable: it is to be thrown away. */
  readonly release: (connection: Connection, usable: boolean) => void
  /** Runs one statement; its text is spelt already. */
  readonly run: (connection: Connection, text: string, statement: SqlStatement) => Promise<SqlOutcome>
  /** Runs a text without values. `untimed`: however long it takes. */
  readonly control: (connection: Connection, text: string, untimed?: boolean) => Promise<void>
  /** How texts are spelt. */
  readonly spelling: SqlSpelling
  /** The texts that begin a transaction: `write` reads what was committed before each statement, `read` sees one state throughout and writes nothing. */
  readonly begin: (mode: 'read' | 'write', scope: SqlScope) => readonly string[]
  /** Whether each statement needs a transaction that says whose rows it is about. */
  readonly scoped: boolean
  /** Whether the engine can take a whole commit in one statement; then, what a statement throws that has taken itself back (`commitText`). */
  readonly takesBack: ((cause: unknown) => boolean) | null
  /** What the engine or the way to it did: `network` where no answer came. */
  readonly failureOf: (cause: unknown) => SqlFailure
  /** Rebuilds a table without what was deleted; null: the engine cannot. */
  readonly rebuild: ((table: string) => string) | null
  /** When the store is closed. */
  readonly onClose?: () => void
}

/**
 * An executor over a pool of connections, for authors of drivers: it sees to transactions, to time-outs, to connections that broke, and to what nobody can know.
 *
 * @param driver - The driver.
 * @param connectTimeoutMs - How long to wait for a free connection before it is `retry`.
 *
 * @example
 * ```ts
 * import { pooledExecutor, sqlFailure } from '@caseload/storage-sql'
 *
 * const executor = pooledExecutor<string>({
 *   connect: async () => 'a connection',
 *   release: () => undefined,
 *   run: async (_connection, text) => ({ rows: [{ text }], changes: 0 }),
 *   control: async () => undefined,
 *   spelling: { table: (name) => `desk.${name}` },
 *   begin: () => ['begin'],
 *   scoped: false,
 *   takesBack: null,
 *   failureOf: (cause) => sqlFailure('network', cause),
 *   rebuild: null,
 * }, 1000)
 * const outcome = await executor.query('*', { sql: 'select value from {meta}', params: [], returns: 'rows' })
 * outcome._unsafeUnwrap().rows // => [{ text: 'select value from desk.meta' }]
 * ```
 */
export function pooledExecutor<Connection>(driver: PooledDriver<Connection>, connectTimeoutMs: number): SqlExecutor {
  const { connect, release, spelling, begin, scoped, takesBack, failureOf, rebuild } = driver
  const spell = speller(spelling)
  let underWay = 0
  const idle: (() => void)[] = []
  let closed = false
  // Whoever sends the end of a transaction and hears nothing does not know.
  const commitFailure = (cause: unknown): SqlFailure => lostIfUnheard(failureOf(cause))
  const atOnceFailure = (cause: unknown): SqlFailure =>
    takesBack?.(cause) === true ? sqlFailure('retry', cause) : commitFailure(cause)
  const executor: SqlExecutor = {
    query: (scope, statement) =>
      scoped
        ? call((connection) => transaction(connection, 'read', scope, () => alone(statement)))
        : call((connection) => run(connection, statement, failureOf)),
    read: (scope, script) => call((connection) => transaction(connection, 'read', scope, () => succeed(script()))),
    write: (scope, script) => call((connection) => transaction(connection, 'write', scope, script)),
    snapshot: (scope) => new ResultAsync(snapshot(scope)),
    scrub: (tables) =>
      call(async (connection) => {
        if (rebuild === null) return err(sqlFailure('other', 'this engine keeps old versions until it collects them itself'))
        for (const table of tables) {
          const done = await control(connection, spell(rebuild(table)), failureOf, true)
          if (done.isErr()) return done
        }
        return ok(undefined)
      }),
    close() {
      if (!closed) driver.onClose?.()
      closed = true
      const settled = underWay === 0 ? Promise.resolve() : new Promise<void>((resolve) => idle.push(resolve))
      return new ResultAsync(settled.then(() => ok(undefined)))
    },
  }
  if (takesBack === null) return executor
  return {
    ...executor,
    writeAtOnce: (scope, statement) =>
      scoped
        ? call((connection) => transaction(connection, 'write', scope, () => alone(statement), atOnceFailure))
        : call((connection) => run(connection, statement, atOnceFailure)),
  }

  /** Does something on a connection and gives it back. */
  function call<Value, E>(
    work: (connection: Connection) => Promise<Result<Value, E | SqlFailure>>,
  ): ResultAsync<Value, E | SqlFailure> {
    // Every call of everybody passes here, which is why no function here awaits.
    return new ResultAsync(
      new Promise((resolve, reject) => {
        underWay += 1
        const settle = (result: Result<Value, E | SqlFailure>): void => {
          ended()
          resolve(result)
        }
        const begin = (connection: Connection): void => {
          work(connection)
            .then(
              (result) => {
                release(connection, result.isOk() || !isBroken(result.error))
                return result
              },
              (cause: unknown) => {
                release(connection, false)
                throw cause
              },
            )
            .then(settle, (cause: unknown) => {
              ended()
              reject(cause)
            })
        }
        acquire(begin, (failure) => settle(err(failure)))
      }),
    )
  }

  function ended(): void {
    underWay -= 1
    if (underWay === 0) for (const tell of idle.splice(0)) tell()
  }

  function acquire(take: (connection: Connection) => void, refuse: (failure: SqlFailure) => void): void {
    if (closed) {
      refuse(sqlFailure('closed'))
      return
    }
    let late = false
    const timer = setTimeout(() => {
      late = true
      refuse(sqlFailure('retry', 'no connection was free'))
    }, connectTimeoutMs)
    const refused = (cause: unknown): void => {
      clearTimeout(timer)
      if (!late) refuse(failureOf(cause))
    }
    try {
      connect().then((connection) => {
        clearTimeout(timer)
        // What comes too late is somebody else's.
        if (late) release(connection, true)
        else take(connection)
      }, refused)
    } catch (cause) {
      refused(cause)
    }
  }

  async function snapshot(scope: SqlScope) {
    const acquired = await new Promise<Result<Connection, SqlFailure>>((resolve) =>
      acquire(
        (connection) => resolve(ok(connection)),
        (failure) => resolve(err(failure)),
      ),
    )
    if (acquired.isErr()) return err(acquired.error)
    const connection = acquired.value
    const begun = await beginning(connection, 'read', scope)
    if (begun.isErr()) {
      release(connection, false)
      return err(begun.error)
    }
    let ended = false
    const end = async (): Promise<Result<void, never>> => {
      if (ended) return ok(undefined)
      ended = true
      const done = await control(connection, 'rollback', failureOf)
      release(connection, done.isOk())
      return ok(undefined)
    }
    return ok({
      query: (statement: SqlStatement) => new ResultAsync(run(connection, statement, failureOf)),
      end: () => (ended ? okAsync<void, never>(undefined) : new ResultAsync(end())),
    })
  }

  function run(
    connection: Connection,
    statement: SqlStatement,
    failure: (cause: unknown) => SqlFailure,
  ): Promise<Result<SqlOutcome, SqlFailure>> {
    const failed = (cause: unknown): Result<SqlOutcome, SqlFailure> => err(failure(cause))
    try {
      return driver.run(connection, spell(statement.sql), statement).then(succeeded, failed)
    } catch (cause) {
      return Promise.resolve(failed(cause))
    }
  }

  async function control(
    connection: Connection,
    text: string,
    failure: (cause: unknown) => SqlFailure,
    untimed = false,
  ): Promise<Result<void, SqlFailure>> {
    try {
      await driver.control(connection, text, untimed)
      return ok(undefined)
    } catch (cause) {
      return err(failure(cause))
    }
  }

  async function beginning(connection: Connection, mode: 'read' | 'write', scope: SqlScope): Promise<Result<void, SqlFailure>> {
    for (const text of begin(mode, scope)) {
      const done = await control(connection, text, failureOf)
      if (done.isErr()) return done
    }
    return ok(undefined)
  }

  async function transaction<Value, E>(
    connection: Connection,
    mode: 'read' | 'write',
    scope: SqlScope,
    script: () => SqlScript<Result<Value, E>>,
    failure = failureOf,
  ): Promise<Result<Value, E | SqlFailure>> {
    const begun = await beginning(connection, mode, scope)
    if (begun.isErr()) return err(begun.error)
    const driven = await driveAnswers(script(), (statement) => new ResultAsync(run(connection, statement, failure)))
    if (driven.isOk() && driven.value.isOk()) {
      const committed = await control(connection, 'commit', commitFailure)
      return committed.isErr() ? err(committed.error) : driven.value
    }
    if (driven.isErr() && isBroken(driven.error)) return err(driven.error)
    const undone = await control(connection, 'rollback', failureOf)
    if (undone.isErr()) return err(undone.error)
    return driven.isErr() ? err(driven.error) : driven.value
  }
}

/** Writes texts as a driver wants them, and remembers what it wrote; queries come in many texts, and what is written again costs little. */
function speller(spelling: SqlSpelling): (sql: string) => string {
  const most = 5000
  const texts = new Map<string, string>()
  return (sql) => {
    let text = texts.get(sql)
    if (text === undefined) {
      text = spellSql(sql, spelling)
      if (texts.size >= most) texts.clear()
      texts.set(sql, text)
    }
    return text
  }
}

function succeeded(outcome: SqlOutcome): Result<SqlOutcome, SqlFailure> {
  return ok(outcome)
}

function lostIfUnheard(failure: SqlFailure): SqlFailure {
  return failure.reason === 'network' ? sqlFailure('lost', failure.cause) : failure
}

/** Whether a connection is not to be used after a failure. */
function isBroken(problem: unknown): boolean {
  if (typeof problem !== 'object' || problem === null || !('reason' in problem)) return false
  return problem.reason === 'network' || problem.reason === 'lost'
}

function* alone(statement: SqlStatement): SqlScript<Result<SqlOutcome, never>> {
  return ok(yield statement)
}

function* succeed<Value>(script: SqlScript<Value>): SqlScript<Result<Value, never>> {
  return ok(yield* script)
}
