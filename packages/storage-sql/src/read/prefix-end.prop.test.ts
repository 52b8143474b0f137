import { compareText } from '@caseload/storage'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prefixEnd } from './prefix-end.ts'

const point = fc.constantFrom('a', 'b', '\u0001', '\uD7FF', '\uE000', '\uFFFF', '\u{10000}', '\u{10FFFE}', '\u{10FFFF}')
const text = fc.array(point, { maxLength: 4 }).map((points) => points.join(''))

describe('given any prefix and any text', () => {
  it('the text has the prefix exactly where it lies from the prefix up to its end', () => {
    fc.assert(
      fc.property(text, text, (prefix, candidate) => {
        const end = prefixEnd(prefix)
        const within = compareText(candidate, prefix) >= 0 && (end === null || compareText(candidate, end) < 0)
        expect(within).toBe(candidate.startsWith(prefix))
      }),
      { numRuns: 500 },
    )
  })
})
