import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fieldText } from './field-text.ts'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })

it('orders numbers as they are ordered, and tells the same number the same', () => {
  fc.assert(
    fc.property(fc.oneof(finite, fc.integer()), fc.oneof(finite, fc.integer()), (a, b) => {
      const [one, other] = [fieldText(a), fieldText(b)]
      expect(one < other).toBe(a < b)
      expect(one === other).toBe(a === b)
      expect(one).toHaveLength(16)
    }),
    { numRuns: 500 },
  )
})
