import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idToken, textOfToken } from './id-token.ts'

describe('given a text that becomes part of an id', () => {
  it('keeps what reads well', () => {
    expect(idToken('1-364285768')).toBe('1-364285768')
    expect(idToken('G230 2nd')).toBe('G230_2nd')
  })

  it('spells out what an id cannot hold', () => {
    expect(idToken('a_b')).toBe('a~5f.b')
    expect(idToken('Gävle')).toBe('G~e4.vle')
  })

  it('gives up beyond 120 characters', () => {
    expect(idToken('x'.repeat(120))).toBe('x'.repeat(120))
    expect(idToken('x'.repeat(121))).toBeNull()
  })

  it('can be read back, so no two texts have the same token', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 10, unit: 'binary' }), (text) => {
        const token = idToken(text)
        expect(token === null ? text : textOfToken(token)).toBe(text)
      }),
      { numRuns: 300 },
    )
  })
})
