import { median, proportionInterval, quantile } from '@caseload/statistics'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { count, dataset, distinct, type Key, measure, share, shareWithin } from '../index.ts'

const key = fc.option(fc.oneof(fc.constantFrom('a', 'b', '__proto__', ''), fc.integer({ min: 0, max: 2 }), fc.boolean()))
const row = fc.record({
  first: key,
  second: key,
  amount: fc.option(fc.integer({ min: -50, max: 50 })),
  flag: fc.option(fc.boolean()),
})
const rows = fc.array(row, { maxLength: 40 })
const amount = measure('amount', 'amount', 'amount')
const positive = { field: 'flag', equals: true } as const
const metrics = [
  count('n'),
  amount.median(),
  amount.p90(),
  amount.mean(),
  amount.sum(),
  share('flag', 'flag'),
  shareWithin('small', 'amount', 10),
  distinct('firsts', 'first'),
  count('positive', { population: positive }),
  measure('of', 'amount', 'amount', { population: positive }).median(),
] as const

describe('given any rows', () => {
  it('computes by group what the rows of the group say one by one', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const groups = dataset(all)
          .query({ metrics, by: ['first', 'second'] })
          ._unsafeUnwrap()
        expect(groups.reduce((sum, group) => sum + group.rows, 0)).toBe(all.length)
        for (const { by, rows: size, values } of groups) {
          const own = all.filter((each) => each.first === by.first && each.second === by.second)
          const amounts = own.flatMap((each) => each.amount ?? [])
          const flags = own.flatMap((each) => each.flag ?? [])
          const yes = flags.filter(Boolean).length
          expect(size).toBe(own.length)
          expect(values.n.value).toBe(own.length)
          expect(values['amount.median']).toMatchObject({
            value: median(amounts)._unsafeUnwrap(),
            n: amounts.length,
            missing: own.length - amounts.length,
          })
          expect(values['amount.p90'].value).toBe(quantile(amounts, 0.9)._unsafeUnwrap())
          expect(values['amount.sum'].value).toBe(amounts.length === 0 ? null : amounts.reduce((sum, each) => sum + each, 0))
          expect(values.flag.low).toBe(proportionInterval(yes, flags.length)._unsafeUnwrap()?.low ?? null)
          expect(values.flag).toMatchObject({ n: flags.length, missing: own.length - flags.length })
          expect(values.small.value).toBe(
            amounts.length === 0 ? null : amounts.filter((each) => each <= 10).length / amounts.length,
          )
          expect(values.firsts.value).toBe(by.first === null ? null : 1)
          expect(values.positive.value).toBe(yes)
          expect(values['of.median'].value).toBe(
            median(own.flatMap((each) => (each.flag === true ? (each.amount ?? []) : [])))._unsafeUnwrap(),
          )
        }
      }),
      { numRuns: 200 },
    )
  })
  it('gives the same groups whatever the order of the rows, each once, in ascending order', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const ask = (some: typeof all) =>
          dataset(some)
            .query({ metrics, by: ['first'] })
            ._unsafeUnwrap()
        const groups = ask(all)
        expect(ask(all.toReversed())).toEqual(groups)
        const keys: readonly Key[] = groups.map((group) => group.by.first)
        expect(new Set(keys).size).toBe(keys.length)
        if (keys.includes(null)) expect(keys.at(-1)).toBeNull()
        const texts = keys.filter((each) => typeof each === 'string')
        expect(texts).toEqual(texts.toSorted())
      }),
      { numRuns: 200 },
    )
  })
})
