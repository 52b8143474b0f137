import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

const wellFormed = (text: string) => !/[\0\p{Surrogate}]/u.test(text)
const json = fc
  .jsonValue({ stringUnit: 'grapheme' })
  .filter((value) => wellFormed(JSON.stringify(value)) && !JSON.stringify(value).includes('\\u0000'))

describe('given any JSON value', () => {
  it('writes a text that means the same, and the same text for that meaning', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value)._unsafeUnwrap()
        const again: unknown = JSON.parse(text)
        expect(again).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(again)._unsafeUnwrap()).toBe(text)
      }),
      { numRuns: 300 },
    )
  })
})
