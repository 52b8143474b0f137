import { describe, expect, it } from 'vitest'
import { type PooledDriver, pooledExecutor } from './pooled-executor.ts'
import { sqlFailure } from './sql-failure.ts'
import { select } from './statement.ts'

function driver(changes: Partial<PooledDriver<string>>): PooledDriver<string> {
  return {
    connect: async () => 'a connection',
    release: () => undefined,
    run: async (_connection, text) => ({ rows: [{ text }], changes: 0 }),
    control: async () => undefined,
    spelling: { table: (name) => `desk.${name}`, mark: (place) => `$${place}` },
    begin: () => ['begin'],
    scoped: false,
    takesBack: null,
    failureOf: (cause) => sqlFailure('network', cause),
    rebuild: null,
    ...changes,
  }
}

describe('given a driver with a pool', () => {
  it('spells each text, long ones of one length and short ones, however often they take turns', async () => {
    const executor = pooledExecutor(driver({}), 1000)
    const [a, b] = ['a', 'b'].map((letter) => `select ${letter.repeat(2000)} from {meta} where x = ?`)
    for (const sql of [a, b, a, a, b, 'select ?', a, 'select ?', b]) {
      const outcome = await executor.query('*', select(sql ?? ''))
      expect(outcome._unsafeUnwrap().rows).toEqual([{ text: sql?.replace('{meta}', 'desk.meta').replace('?', '$1') }])
    }
  })

  it('gives each connection back, for use if it answered and to be thrown away if not', async () => {
    const given: boolean[] = []
    const executor = pooledExecutor(
      driver({
        release: (_connection, usable) => given.push(usable),
        run: (_connection, text) =>
          text === 'good' ? Promise.resolve({ rows: [], changes: 0 }) : Promise.reject(new Error('cut')),
      }),
      1000,
    )
    expect((await executor.query('*', select('good'))).isOk()).toBe(true)
    expect((await executor.query('*', select('bad')))._unsafeUnwrapErr().reason).toBe('network')
    expect(given).toEqual([true, false])
  })

  it('is closed when what is under way has ended, and does nothing from then on', async () => {
    let answer = (): void => undefined
    const executor = pooledExecutor(
      driver({
        run: () =>
          new Promise((resolve) => {
            answer = () => resolve({ rows: [], changes: 0 })
          }),
      }),
      1000,
    )
    const order: string[] = []
    const asked = executor.query('*', select('one')).map(() => order.push('answered'))
    await Promise.resolve().then(() => undefined)
    const closed = executor.close().map(() => order.push('closed'))
    expect((await executor.query('*', select('two')))._unsafeUnwrapErr().reason).toBe('closed')
    answer()
    await Promise.all([asked, closed])
    expect(order).toEqual(['answered', 'closed'])
    expect((await executor.close()).isOk()).toBe(true)
  })

  it('says that no connection was free in time, and gives back the one that comes too late', async () => {
    const given: boolean[] = []
    let come = (): void => undefined
    const executor = pooledExecutor(
      driver({
        connect: () =>
          new Promise((resolve) => {
            come = () => resolve('late')
          }),
        release: (_connection, usable) => given.push(usable),
      }),
      20,
    )
    expect((await executor.query('*', select('one')))._unsafeUnwrapErr().reason).toBe('retry')
    come()
    await new Promise((resolve) => setTimeout(resolve, 1))
    expect(given).toEqual([true])
    expect((await executor.close()).isOk()).toBe(true)
  })
})
