import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareText } from './compare-text.ts'
import { longerThan, utf8Length } from './utf8-length.ts'

const text = fc.string({ unit: 'binary', maxLength: 12 })

describe('given any two texts', () => {
  it('orders them as their bytes in UTF-8', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
      { numRuns: 500 },
    )
  })

  it('counts their bytes in UTF-8', () => {
    fc.assert(
      fc.property(text, fc.nat({ max: 50 }), (a, limit) => {
        expect(utf8Length(a)).toBe(Buffer.byteLength(a))
        expect(longerThan(a, limit)).toBe(Buffer.byteLength(a) > limit)
      }),
      { numRuns: 500 },
    )
  })
})
