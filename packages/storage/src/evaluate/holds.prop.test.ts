import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filters, itemFields } from '../../test/arbitraries.ts'
import { obviouslyHolds } from '../../test/obvious.ts'
import type { Filter, Op } from '../port/query.ts'
import { fieldOf } from './field-of.ts'
import { holds } from './holds.ts'

const short = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_', '\\', '*', 'é', '\u{1F600}'), maxLength: 3 })
const ops = fc.constantFrom<Op>('eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'prefix')

describe('given any document and any condition', () => {
  it('says what the words of the operators say', () => {
    fc.assert(
      fc.property(itemFields, filters, (fields, filter) => {
        expect(holds({ fields }, filter)).toBe(obviouslyHolds(fieldOf({ fields }, filter.field), filter))
      }),
      { numRuns: 1000 },
    )
  })

  it('compares texts that are nearly the same, and takes every character of a prefix for itself', () => {
    fc.assert(
      fc.property(fc.option(short), ops, short, (actual, op, value) => {
        const filter: Filter = { field: 'owner', op, value }
        expect(holds({ fields: { owner: actual } }, filter)).toBe(obviouslyHolds(actual, filter))
      }),
      { numRuns: 1000 },
    )
  })
})
