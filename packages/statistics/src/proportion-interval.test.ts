import { describe, expect, it } from 'vitest'
import { miss, vectors } from '../test/vectors.ts'
import { type ProportionMethod, proportionInterval } from './index.ts'

interface Input {
  readonly k: number
  readonly n: number
  readonly conf: number
}
const methods: Readonly<Record<string, ProportionMethod>> = {
  wald: 'wald',
  wilson: 'wilson',
  wilsonCC: 'wilson-continuity',
  agrestiCoull: 'agresti-coull',
  clopperPearson: 'clopper-pearson',
  jeffreys: 'jeffreys',
}

describe('given the intervals statsmodels computes', () => {
  it.each(vectors<Input, Readonly<Record<string, readonly [number, number] | number>>>('py_proportion_ci.json'))(
    'agrees on $id by every method',
    ({ input, expected, tol }) => {
      expect(Object.keys(methods).every((name) => name in expected)).toBe(true)
      const { estimate } = expected
      for (const [name, method] of Object.entries(methods)) {
        const found = proportionInterval(input.k, input.n, { confidence: input.conf, method })._unsafeUnwrap()
        const wanted = expected[name]
        if (!Array.isArray(wanted)) throw new TypeError(`${name} has no ends`)
        expect(miss(found?.low, wanted[0], tol, `${name} low`)).toBeNull()
        expect(miss(found?.high, wanted[1], tol, `${name} high`)).toBeNull()
        expect(found?.estimate).toBe(estimate)
      }
    },
  )
})

describe('given counts that make no share', () => {
  it('answers null for no trials', () => {
    expect(proportionInterval(0, 0)._unsafeUnwrap()).toBeNull()
  })
  it.each([
    [3, 2, 'successes'],
    [-1, 2, 'successes'],
    [0.5, 2, 'successes'],
    [0, -1, 'trials'],
    [0, Number.NaN, 'trials'],
  ])('refuses %d of %d, naming %s', (k, n, argument) => {
    expect(proportionInterval(k, n)._unsafeUnwrapErr()).toMatchObject({ kind: 'statistics/invalid-argument', argument })
  })
  it.each([0, 1, 95, Number.NaN])('refuses a confidence of %d', (confidence) => {
    expect(proportionInterval(1, 2, { confidence })._unsafeUnwrapErr().argument).toBe('confidence')
  })
})
