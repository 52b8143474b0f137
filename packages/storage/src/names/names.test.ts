import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isEventType, isFieldName, isIdText, isKindName } from './names.ts'

const rules = [
  { check: isIdText, pattern: /^[A-Za-z0-9._:~-]{1,128}$/ },
  { check: isKindName, pattern: /^[a-z][a-z0-9-]{0,39}$/ },
  { check: isFieldName, pattern: /^[A-Za-z][A-Za-z0-9]{0,39}$/ },
  { check: isEventType, pattern: /^[a-z][a-z0-9-]{0,79}$/ },
] as const

const near = fc.string({
  unit: fc.constantFrom(...'azAZ09._:~-', '/', '[', '`', '{', '\n', '\0', '\u0080', '\u017f', '\u212a', '💡'),
  maxLength: 6,
})
const long = fc
  .tuple(fc.constantFrom('a', 'A', '0', '-'), fc.integer({ min: 38, max: 130 }))
  .map(([unit, times]) => unit.repeat(times))

describe('names', () => {
  it('are what their rule says, character by character and to the last place', () => {
    for (const { check, pattern } of rules) {
      fc.assert(
        fc.property(fc.oneof(near, long, fc.string()), (text) => {
          expect(check(text)).toBe(pattern.test(text))
        }),
        { numRuns: 500 },
      )
      const longest = check === isIdText ? 128 : check === isEventType ? 80 : 40
      expect([check('a'.repeat(longest)), check('a'.repeat(longest + 1)), check('')]).toEqual([true, false, false])
    }
  })

  it('are texts and nothing that turns into one', () => {
    for (const { check } of rules) {
      for (const other of [null, undefined, 7, ['a'], { toString: () => 'a' }, Object('a'), Symbol('a')])
        expect(check(other)).toBe(false)
    }
  })
})
