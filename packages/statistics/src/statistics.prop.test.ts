import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  betaCdf,
  betaQuantile,
  exactSum,
  histogram,
  normalCdf,
  normalQuantile,
  proportionInterval,
  type QuantileType,
  quantile,
  quantileInterval,
  summary,
} from './index.ts'

const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), {
  minLength: 1,
  maxLength: 60,
})
const share = fc.double({ min: 0, max: 1, noNaN: true })
const runs = { numRuns: 200 }

describe('given any sample', () => {
  it('has every quantile between its extremes, rising with p, whatever the order', () => {
    fc.assert(
      fc.property(numbers, share, share, fc.integer({ min: 1, max: 9 }), (sample, p, q, number) => {
        const type = number as QuantileType
        const [low, high] = [Math.min(p, q), Math.max(p, q)].map(
          (each) => quantile(sample, each, type)._unsafeUnwrap() ?? Number.NaN,
        )
        expect(low).toBeLessThanOrEqual((high ?? Number.NaN) + 1e-6)
        expect(low).toBeGreaterThanOrEqual(Math.min(...sample))
        expect(high).toBeLessThanOrEqual(Math.max(...sample))
        expect(quantile(sample.toReversed(), p, type)).toEqual(quantile(sample, p, type))
      }),
      runs,
    )
  })
  it('has a sum that no order changes', () => {
    fc.assert(
      fc.property(numbers, (sample) => {
        const forth = exactSum(sample)._unsafeUnwrap()
        const back = exactSum(sample.toReversed())._unsafeUnwrap()
        expect(Math.abs(forth - back)).toBeLessThanOrEqual(Number.EPSILON * Math.abs(forth))
      }),
      runs,
    )
  })
  it('has its mean between its extremes, and its deviation shifts with nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 50 }), (sample) => {
        const all = summary(sample)._unsafeUnwrap()
        const moved = summary(sample.map((value) => value + 1_000_000))._unsafeUnwrap()
        expect(all?.mean).toBeGreaterThanOrEqual(all?.min ?? Number.NaN)
        expect(all?.mean).toBeLessThanOrEqual(all?.max ?? Number.NaN)
        expect(moved?.sampleSd).toBeCloseTo(all?.sampleSd ?? Number.NaN, 6)
      }),
      runs,
    )
  })
  it('has each value in exactly one place of its histogram', () => {
    fc.assert(
      fc.property(
        numbers,
        fc.constantFrom('linear' as const, 'log' as const),
        fc.integer({ min: 1, max: 40 }),
        (sample, scale, bins) => {
          const found = histogram(sample, { scale, bins })._unsafeUnwrap()
          if (found === null) expect(scale === 'log' && sample.every((value) => value <= 0)).toBe(true)
          else expect(found.bins.reduce((sum, bin) => sum + bin.count, found.below + found.above)).toBe(sample.length)
        },
      ),
      runs,
    )
  })
  it('has an interval for its median that holds the stated confidence and its ends in order', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (sample, p) => {
        const found = quantileInterval(sample, p)._unsafeUnwrap()
        expect(found?.coverage).toBeGreaterThanOrEqual(0.95 - 1e-12)
        if (found?.low != null && found.high != null) expect(found.low).toBeLessThanOrEqual(found.high)
      }),
      runs,
    )
  })
})

describe('given any share of trials', () => {
  it('lies in its interval, which mirrors when successes and failures swap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), share, (n, p) => {
        const k = Math.round(p * n)
        for (const method of ['wilson', 'clopper-pearson', 'agresti-coull', 'wilson-continuity'] as const) {
          const found = proportionInterval(k, n, { method })._unsafeUnwrap()
          const mirror = proportionInterval(n - k, n, { method })._unsafeUnwrap()
          if (found === null || mirror === null) throw new TypeError('trials were given')
          expect(found.low).toBeLessThanOrEqual(found.estimate + 1e-12)
          expect(found.high).toBeGreaterThanOrEqual(found.estimate - 1e-12)
          expect(found.low).toBeCloseTo(1 - mirror.high, 9)
        }
      }),
      runs,
    )
  })
})

/** The double one step above or below a positive one. */
const next = (value: number, step: 1n | -1n): number => {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, value)
  bits.setBigUint64(0, bits.getBigUint64(0) + step)
  return bits.getFloat64(0)
}

describe('given a distribution and its inverse', () => {
  const inside = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })
  const shape = fc.double({ min: 0.2, max: 500, noNaN: true })
  it('comes back to where it started', () => {
    fc.assert(
      fc.property(inside, (p) => {
        expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 12)
      }),
      runs,
    )
  })
  it('comes back as near as any double does: near 1 a share is coarser than its probability', () => {
    fc.assert(
      fc.property(inside, shape, shape, (p, a, b) => {
        const found = betaQuantile(p, a, b)
        expect(betaCdf(next(found, -1n), a, b)).toBeLessThanOrEqual(p + 1e-12)
        expect(betaCdf(next(found, 1n), a, b)).toBeGreaterThanOrEqual(p - 1e-12)
      }),
      { ...runs, examples: [[0.95903414505743, 443.0825440492404, 0.2]] },
    )
  })
})
