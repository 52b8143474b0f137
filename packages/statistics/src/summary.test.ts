import { describe, expect, it } from 'vitest'
import { miss, vectors } from '../test/vectors.ts'
import {
  coefficientOfVariation,
  excessKurtosis,
  geometricMean,
  giniCoefficient,
  harmonicMean,
  medianAbsoluteDeviation,
  skewness,
  standardErrorOfMean,
  summary,
  trimmedMean,
  winsorizedMean,
} from './index.ts'

describe('given the descriptions SciPy computes', () => {
  it.each(vectors<{ readonly x: readonly number[] }, Readonly<Record<string, number>>>('py_descriptive.json'))(
    'agrees on $id',
    ({ input: { x }, expected, tol }) => {
      const all = summary(x)._unsafeUnwrap()
      const found: Readonly<Record<string, number | null | undefined>> = {
        mean: all?.mean,
        sd: all?.sampleSd,
        var: (all?.sampleSd ?? Number.NaN) ** 2,
        skew_G1: skewness(x)._unsafeUnwrap(),
        kurtosis_G2_excess: excessKurtosis(x)._unsafeUnwrap(),
        geometric_mean: geometricMean(x)._unsafeUnwrap(),
        harmonic_mean: harmonicMean(x)._unsafeUnwrap(),
        trim_mean_10: trimmedMean(x, 0.1)._unsafeUnwrap(),
        winsor_mean_10: winsorizedMean(x, 0.1)._unsafeUnwrap(),
        mad_raw: medianAbsoluteDeviation(x)._unsafeUnwrap(),
        gini: giniCoefficient(x)._unsafeUnwrap(),
        cv: coefficientOfVariation(x)._unsafeUnwrap(),
        sem: standardErrorOfMean(x)._unsafeUnwrap(),
      }
      expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
      for (const [name, value] of Object.entries(expected)) expect(miss(found[name], value, tol, name)).toBeNull()
    },
  )
})

describe('given a summary', () => {
  it('is null for nothing and has no sample deviation for a single value', () => {
    expect(summary([])._unsafeUnwrap()).toBeNull()
    expect(summary([4])._unsafeUnwrap()).toEqual({ n: 1, sum: 4, mean: 4, min: 4, max: 4, sampleSd: null, populationSd: 0 })
  })
  it('keeps the spread of small numbers on a large offset', () => {
    expect(summary([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])._unsafeUnwrap()?.sampleSd).toBeCloseTo(Math.sqrt(30), 12)
  })
  it('names the first value that is not finite', () => {
    expect(summary([1, 2, Number.NaN])._unsafeUnwrapErr()).toMatchObject({ index: 2 })
  })
})
