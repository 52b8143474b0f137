import { describe, expect, it } from 'vitest'
import { binomialCdf, quantileInterval } from './index.ts'

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, index) => index + 1)

describe('given an interval for a quantile', () => {
  // Ranks from the binomial distribution by SciPy: l = binom.ppf(0.025, n, p), u = binom.ppf(0.975, n, p) + 1.
  it.each([
    [10, 0.5, 2, 9],
    [25, 0.5, 8, 18],
    [100, 0.5, 40, 61],
    [100, 0.9, 84, 96],
    [7554, 0.5, 3692, 3863],
  ])('takes the ranks of %d values for p %d: %d to %d', (n, p, low, high) => {
    const found = quantileInterval(upTo(n), p)._unsafeUnwrap()
    expect([found?.low, found?.high]).toEqual([low, high])
    expect(found?.coverage).toBeCloseTo(binomialCdf(high - 1, n, p) - binomialCdf(low - 1, n, p), 12)
  })
  it('leaves an end open where the sample cannot bound it', () => {
    expect(quantileInterval(upTo(20), 0.9)._unsafeUnwrap()).toMatchObject({ low: 15, high: null })
    expect(quantileInterval([5], 0.5)._unsafeUnwrap()).toMatchObject({ low: null, high: null, coverage: 1 })
  })
  it('is null for nothing', () => {
    expect(quantileInterval([], 0.5)._unsafeUnwrap()).toBeNull()
  })
  it.each([0, 1, 1.5, Number.NaN])('refuses p %d', (p) => {
    expect(quantileInterval([1], p)._unsafeUnwrapErr()).toMatchObject({ argument: 'p' })
  })
})
