import { ok } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { miss, vectors } from '../test/vectors.ts'
import { interquartileRange, median, medianAbsoluteDeviation, type QuantileType, quantile, quantiles } from './index.ts'

interface Input {
  readonly x: readonly number[]
  readonly q: readonly number[]
}
interface Expected {
  readonly byType: Readonly<Record<string, readonly number[]>>
  readonly median: number
  readonly mad_raw: number
  readonly iqr_type7: number
}
const types: readonly QuantileType[] = [1, 2, 3, 4, 5, 6, 7, 8, 9]

describe('given the quantiles R computes', () => {
  it.each(vectors<Input, Expected>('r_quantiles.json'))('agrees on $id for all nine types', ({ input, expected, tol }) => {
    for (const type of types) {
      const found = quantiles(input.x, input.q, type)._unsafeUnwrap()
      const wanted = expected.byType[`type${type}`] ?? []
      expect(found).toHaveLength(wanted.length)
      wanted.forEach((value, index) => {
        expect(miss(found[index], value, tol, `type ${type}, p ${input.q[index]}`)).toBeNull()
      })
    }
    expect(miss(median(input.x)._unsafeUnwrap(), expected.median, tol, 'median')).toBeNull()
    expect(miss(medianAbsoluteDeviation(input.x)._unsafeUnwrap(), expected.mad_raw, tol, 'mad')).toBeNull()
    expect(miss(interquartileRange(input.x)._unsafeUnwrap(), expected.iqr_type7, tol, 'iqr')).toBeNull()
  })
})

describe('given a sample that is not good', () => {
  it('answers null for an empty one', () => {
    expect(types.map((type) => quantile([], 0.5, type)._unsafeUnwrap())).toEqual(types.map(() => null))
  })
  it('names the first value that is not finite', () => {
    expect(quantile([1, Infinity, Number.NaN], 0.5)._unsafeUnwrapErr()).toMatchObject({ kind: 'statistics/not-finite', index: 1 })
  })
  it('refuses a share outside 0 to 1, naming the argument', () => {
    for (const p of [-0.1, 1.1, Number.NaN, 90]) {
      expect(quantile([1], p)._unsafeUnwrapErr()).toMatchObject({ kind: 'statistics/invalid-argument', argument: 'p' })
    }
  })
})

describe('given a sample in typed storage', () => {
  it('answers the same and leaves it as it was', () => {
    const sample = Float64Array.of(3, 1, 2)
    expect(quantile(sample, 0.5)).toEqual(ok(2))
    expect([...sample]).toEqual([3, 1, 2])
  })
})
