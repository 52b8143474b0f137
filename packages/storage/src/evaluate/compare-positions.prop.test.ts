import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ids, sorts, words } from '../../test/arbitraries.ts'
import type { Position } from '../port/query.ts'
import { comparePositions } from './compare-positions.ts'

const position = fc.tuple(words, fc.constantFrom(-1, 0, 1), fc.boolean(), ids)
const order = sorts.map((sort) => {
  const idDir = sort.at(-1)?.dir ?? 'asc'
  const steps = ['a', 'b', 'c'].map((field, index) => ({ field, dir: sort[index]?.dir ?? 'asc' }))
  return (a: Position, b: Position): number => Math.sign(comparePositions(a, b, steps, idDir))
})

describe('given any three places of a list', () => {
  it('puts them into one order, in which only the same place is at the same place', () => {
    fc.assert(
      fc.property(order, position, position, position, (compare, a, b, c) => {
        expect(compare(a, b)).toBe(0 - compare(b, a))
        expect(compare(a, b) === 0).toBe(a.every((value, index) => value === b[index]))
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0)
      }),
      { numRuns: 1000 },
    )
  })
})
