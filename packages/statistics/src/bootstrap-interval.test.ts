import { seededEntropy } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { bootstrapInterval } from './index.ts'

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
const sample = Array.from({ length: 200 }, (_, index) => (index * 37) % 101)

describe('given a mean of two hundred values', () => {
  it.each(['percentile', 'bca'] as const)('is near the interval of the normal theory by %s', (method) => {
    const found = bootstrapInterval(sample, mean, { entropy: seededEntropy('b'), method })._unsafeUnwrap()
    const se = Math.sqrt(sample.reduce((sum, x) => sum + (x - mean(Float64Array.from(sample))) ** 2, 0) / 199 / 200)
    expect(Math.abs((found?.standardError ?? 0) / se - 1)).toBeLessThan(0.08)
    expect(Math.abs(((found?.low ?? 0) - (found?.estimate ?? 0)) / (1.96 * se) + 1)).toBeLessThan(0.12)
    expect(Math.abs(((found?.high ?? 0) - (found?.estimate ?? 0)) / (1.96 * se) - 1)).toBeLessThan(0.12)
  })
  it('is the same for the same seed and another for another', () => {
    const run = (seed: number) =>
      bootstrapInterval(sample, mean, { entropy: seededEntropy(seed), resamples: 200 })._unsafeUnwrap()
    expect(run(1)).toEqual(run(1))
    expect(run(1)).not.toEqual(run(2))
  })
})

describe('given what cannot be resampled', () => {
  it('names the resample on which the statistic has no value', () => {
    const found = bootstrapInterval([0, 1], (values) => (mean(values) === 0 ? null : 1 / mean(values)), {
      entropy: seededEntropy(1),
    })
    expect(found._unsafeUnwrapErr()).toMatchObject({ kind: 'statistics/statistic-undefined' })
  })
  it('refuses too few resamples', () => {
    expect(bootstrapInterval([0, 1], mean, { entropy: seededEntropy(1), resamples: 10 })._unsafeUnwrapErr()).toMatchObject({
      argument: 'resamples',
    })
  })
  it('is null for fewer than two values', () => {
    expect(bootstrapInterval([3], mean, { entropy: seededEntropy(1) })._unsafeUnwrap()).toBeNull()
  })
})
