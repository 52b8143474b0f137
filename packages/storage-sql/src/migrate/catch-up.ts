import type { TenantId } from '@caseload/core'
import { later, type ReadProblem, storageBusy } from '@caseload/storage'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { driveAnswers } from '../executor/drive-answers.ts'
import type { SqlExecutor, SqlScope, SqlScript } from '../executor/sql-executor.ts'
import { select } from '../executor/statement.ts'
import { storageProblemOf } from '../executor/storage-problem-of.ts'
import { isBehind, type KindTable } from '../tables/kind-table.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'
import { catchUpScript } from './catch-up-script.ts'

/** Another program that goes on writing by an earlier declaration could keep a reader for ever. */
const mostRounds = 100

/** Brings up what programs of an earlier declaration have written since a later one was made known, each batch in a transaction of its own. */
export function caughtUp(executor: SqlExecutor, words: Vocabulary): ResultAsync<void, ReadProblem> {
  const work = async (): Promise<Result<void, ReadProblem>> => {
    for (const table of words.tables.values()) {
      if (table.lateFields.size === 0 && table.lateKeys.size === 0) continue
      const sql = `select 1 as behind from {${table.table}} where ${isBehind(table)} limit 1`
      const looked = await later(executor.query('*', select(sql)))
      if (looked.isErr()) return err(storageProblemOf(looked.error))
      if (looked.value.rows.length === 0) continue
      const done = await bringUp(executor, words, table, '*')
      if (done.isErr()) return done
    }
    return ok(undefined)
  }
  return new ResultAsync(work())
}

/** The answer of a script that gives null as long as documents written by an earlier declaration stand in its way; they are brought up then. */
export function answeredWhenCaughtUp<Value>(
  executor: SqlExecutor,
  words: Vocabulary,
  table: KindTable,
  tenant: TenantId,
  script: () => SqlScript<Value | null>,
): ResultAsync<Value, ReadProblem> {
  const work = async (): Promise<Result<Value, ReadProblem>> => {
    for (let round = 1; ; round += 1) {
      const answer = await later(driveAnswers(script(), (statement) => executor.query(tenant, statement)))
      if (answer.isErr()) return err(storageProblemOf(answer.error))
      if (answer.value !== null) return ok(answer.value)
      if (round === mostRounds) return err(storageBusy())
      const done = await bringUp(executor, words, table, tenant)
      if (done.isErr()) return err(done.error)
    }
  }
  return new ResultAsync(work())
}

async function bringUp(
  executor: SqlExecutor,
  words: Vocabulary,
  table: KindTable,
  scope: SqlScope,
): Promise<Result<void, ReadProblem>> {
  let failures = 0
  for (;;) {
    const done = await executor.write(scope, () => catchUpScript(words, table, scope))
    if (done.isOk() && !done.value) return ok(undefined)
    if (done.isOk()) {
      failures = 0
      continue
    }
    if (done.error.kind !== 'sql/failure') return err(done.error)
    // Somebody else was in the way: whoever writes these documents, or another reader that brings them up.
    failures += 1
    if (done.error.reason !== 'retry' || failures === mostRounds) return err(storageProblemOf(done.error))
  }
}
