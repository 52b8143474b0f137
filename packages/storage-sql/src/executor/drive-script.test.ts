import { err, errAsync, ok, okAsync, ResultAsync } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { driveAnswers } from './drive-answers.ts'
import { driveScript } from './drive-script.ts'
import type { SqlScript, SqlStatement } from './sql-executor.ts'
import { sqlFailure } from './sql-failure.ts'
import { change, select } from './statement.ts'

function sum(log: string[]): () => SqlScript<number> {
  return function* () {
    try {
      const { rows } = yield select('first', 1)
      const { changes } = yield change('second', 2)
      return rows.length + changes
    } finally {
      log.push('cleaned up')
    }
  }
}

describe('given a script', () => {
  it('is given each outcome in turn, on a driver that answers at once and on one that answers later', async () => {
    const log: string[] = []
    const run = ({ sql, params }: SqlStatement) => {
      log.push(`${sql} ${params.join()}`)
      return { rows: sql === 'first' ? [{}, {}] : [], changes: sql === 'first' ? 0 : 5 }
    }
    expect(driveScript(sum(log)(), run)).toBe(7)
    expect(await driveAnswers(sum(log)(), (statement) => okAsync(run(statement)))).toEqual(ok(7))
    expect(log).toEqual(['first 1', 'second 2', 'cleaned up', 'first 1', 'second 2', 'cleaned up'])
  })

  it('ends where a statement fails, and cleans up', async () => {
    const log: string[] = []
    const broken = () => {
      throw new Error('driver')
    }
    expect(() => driveScript(sum(log)(), broken)).toThrow('driver')
    const failed = await driveAnswers(sum(log)(), () => errAsync(sqlFailure('network')))
    expect(failed._unsafeUnwrapErr().reason).toBe('network')
    expect(log).toEqual(['cleaned up', 'cleaned up'])
  })

  it('is answered at once where every statement was, and later from the first that was not', async () => {
    const log: string[] = []
    const outcome = { rows: [], changes: 1 }
    expect(driveAnswers(sum(log)(), () => ok(outcome))).toEqual(ok(1))
    expect(driveAnswers(sum(log)(), () => err(sqlFailure('full')))).toEqual(err(sqlFailure('full')))
    const mixed = driveAnswers(sum(log)(), ({ sql }) => (sql === 'first' ? ok(outcome) : okAsync(outcome)))
    expect(mixed).toBeInstanceOf(ResultAsync)
    expect(await mixed).toEqual(ok(1))
    const failing = driveAnswers(sum(log)(), ({ sql }) => (sql === 'first' ? okAsync(outcome) : err(sqlFailure('full'))))
    expect(await failing).toEqual(err(sqlFailure('full')))
    expect(log).toEqual(['cleaned up', 'cleaned up', 'cleaned up', 'cleaned up'])
  })
})
