import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseAccount } from './account-number.ts'
import { normaliseEmail } from './email-address.ts'
import { normalisePhone } from './phone-number.ts'

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ maxLength: 400 }), fc.emailAddress())

describe('normal forms', () => {
  it('are reached in one step, whatever came in, and nothing throws', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('FI', 'US', null), (input, country) => {
        for (const normalise of [normaliseEmail, normaliseAccount, (value: string) => normalisePhone(value, country)]) {
          const once = normalise(input)
          if (once.isOk()) expect(normalise(once.value)._unsafeUnwrap()).toBe(once.value)
          else expect(JSON.stringify(once.error)).not.toContain(input.length > 8 ? input : '\u0000')
        }
      }),
      { numRuns: 300 },
    )
  })

  it('are the same for any case and blanks around an address', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const plain = normaliseEmail(address)
        if (plain.isOk()) expect(normaliseEmail(`  ${address.toUpperCase()} `)).toEqual(plain)
      }),
      { numRuns: 200 },
    )
  })
})
