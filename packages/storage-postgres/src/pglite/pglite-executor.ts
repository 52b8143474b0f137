import {
  driveAnswers,
  type SqlExecutor,
  type SqlFailure,
  type SqlOutcome,
  type SqlScript,
  type SqlStatement,
  type SqlValue,
  spellSql,
  sqlFailure,
} from '@caseload/storage-sql'
import type { PGlite, Transaction } from '@electric-sql/pglite'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { isTakenBack, postgresFailure } from '../postgres-failure.ts'

const noRows: SqlOutcome['rows'] = []
const asItIs = (text: string): string => text
/** Whole numbers as numbers, JSON as it was written. */
const parsers = { 20: Number, 21: Number, 23: Number, 114: asItIs, 3802: asItIs }

const byteOrderMark = '\uFEFF'

/** PGlite reads each value with a decoder that takes a byte order mark at its beginning for none of the text, so there stands one more. Order and equality stay as they are. */
function kept(param: SqlValue): SqlValue {
  return typeof param === 'string' && param.startsWith(byteOrderMark) ? `${byteOrderMark}${param}` : param
}

/** The executor over PGlite, which has one connection: it sees to it by itself that transactions do not mix. */
export function pgliteExecutor(database: PGlite, schema: string, onClose: () => Promise<void>): SqlExecutor {
  let closed = false
  const underWay = new Set<Promise<unknown>>()
  return {
    query: (_scope, statement) => call(() => run(database, statement)),
    read: (_scope, script) =>
      call(() => transaction('set transaction isolation level repeatable read, read only', () => succeed(script()))),
    write: (_scope, script) => call(() => transaction(null, script)),
    writeAtOnce: (_scope, statement) =>
      call(async () => {
        const outcome = await run(database, statement)
        return outcome.isErr() && isTakenBack(outcome.error.cause) ? err(sqlFailure('retry', outcome.error.cause)) : outcome
      }),
    scrub: (tables) =>
      call(async () => {
        for (const table of tables) {
          const done = await run(database, { sql: `vacuum (full, analyze) {${table}}`, params: [], returns: 'changes' })
          if (done.isErr()) return err(done.error)
        }
        return ok(undefined)
      }),
    close() {
      if (closed) return new ResultAsync(Promise.resolve(ok(undefined)))
      closed = true
      return new ResultAsync(
        Promise.allSettled(underWay)
          .then(onClose)
          .then(() => ok(undefined)),
      )
    },
  }

  function call<Value, E>(work: () => Promise<Result<Value, E | SqlFailure>>): ResultAsync<Value, E | SqlFailure> {
    if (closed) return new ResultAsync(Promise.resolve(err(sqlFailure('closed'))))
    const done = work()
    underWay.add(done)
    const forget = (): unknown => underWay.delete(done)
    done.then(forget, forget)
    return new ResultAsync(done)
  }

  async function run(
    on: Pick<Transaction, 'query'>,
    { sql, params, returns }: SqlStatement,
  ): Promise<Result<SqlOutcome, SqlFailure>> {
    const text = spellSql(sql, { table: (name) => `"${schema}"."${name}"`, mark: (place) => `$${place}` })
    try {
      const { rows, affectedRows = 0 } = await on.query<Readonly<Record<string, unknown>>>(text, params.map(kept), { parsers })
      return ok(returns === 'rows' ? { rows, changes: 0 } : { rows: noRows, changes: affectedRows })
    } catch (cause) {
      return err(postgresFailure(cause))
    }
  }

  async function transaction<Value, E>(
    mode: string | null,
    script: () => SqlScript<Result<Value, E>>,
  ): Promise<Result<Value, E | SqlFailure>> {
    try {
      return await database.transaction(async (tx): Promise<Result<Value, E | SqlFailure>> => {
        if (mode !== null) await tx.exec(mode)
        const driven = await driveAnswers(script(), (statement) => new ResultAsync(run(tx, statement)))
        if (driven.isErr() || driven.value.isErr()) await tx.rollback()
        return driven.isErr() ? err(driven.error) : driven.value
      })
    } catch (cause) {
      return err(postgresFailure(cause))
    }
  }
}

function* succeed<Value>(script: SqlScript<Value>): SqlScript<Result<Value, never>> {
  return ok(yield* script)
}
