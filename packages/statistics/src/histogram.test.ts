import { describe, expect, it } from 'vitest'
import { histogram } from './index.ts'

describe('given values on a logarithmic scale', () => {
  it('makes bins of equal ratio from the smallest to the largest value', () => {
    const found = histogram([1, 10, 99, 1000], { scale: 'log', bins: 3 })._unsafeUnwrap()
    expect(found?.bins.map((bin) => bin.count)).toEqual([1, 2, 1])
    expect(found?.bins.map((bin) => Math.round(bin.high))).toEqual([10, 100, 1000])
  })
  it('counts values at or below 0 beside the scale', () => {
    expect(histogram([0, -1, 5, 5], { scale: 'log' })._unsafeUnwrap()).toEqual({
      n: 4,
      bins: [{ low: 5, high: 5, count: 2 }],
      below: 2,
      above: 0,
    })
  })
  it('is null where nothing has a place', () => {
    expect(histogram([0, 0], { scale: 'log' })._unsafeUnwrap()).toBeNull()
  })
})

describe('given stated edges', () => {
  it('puts a value on an edge into the upper bin, and the last edge into the last', () => {
    expect(histogram([1, 2, 3, 4], { edges: [1, 2, 3] })._unsafeUnwrap()).toEqual({
      n: 4,
      bins: [
        { low: 1, high: 2, count: 1 },
        { low: 2, high: 3, count: 2 },
      ],
      below: 0,
      above: 1,
    })
  })
  it.each([[[1]], [[2, 1]], [[1, 1]], [[1, Infinity]]])('refuses %j', (edges) => {
    expect(histogram([1], { edges })._unsafeUnwrapErr()).toMatchObject({ argument: 'edges' })
  })
})

describe('given a number of bins that makes no sense', () => {
  it.each([0, 1.5, 10_001])('refuses %d', (bins) => {
    expect(histogram([1, 2], { scale: 'linear', bins })._unsafeUnwrapErr()).toMatchObject({ argument: 'bins' })
  })
})
