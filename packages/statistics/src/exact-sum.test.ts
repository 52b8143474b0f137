import { describe, expect, it } from 'vitest'
import { exactSum } from './index.ts'

describe('given numbers whose plain sum goes wrong', () => {
  it('sums ten thousand triples of 1e16, 1, -1e16 to ten thousand', () => {
    const triples = Array.from({ length: 10_000 }, () => [1e16, 1, -1e16]).flat()
    expect(exactSum(triples)._unsafeUnwrap()).toBe(10_000)
  })
  it('sums ten tenths to one', () => {
    expect(exactSum(Array.from({ length: 10 }, () => 0.1))._unsafeUnwrap()).toBe(1)
  })
  it('finds the sum although a partial sum is beyond the largest double', () => {
    expect(exactSum([1.7e308, 1.7e308, -1.7e308])._unsafeUnwrap()).toBe(1.7e308)
  })
  it('says infinity where the sum is beyond the largest double', () => {
    expect(exactSum([1.7e308, 1.7e308])._unsafeUnwrap()).toBe(Infinity)
  })
})
