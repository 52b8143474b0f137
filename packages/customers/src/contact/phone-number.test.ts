import { describe, expect, it } from 'vitest'
import { isPhoneCountry, normalisePhone } from './phone-number.ts'

describe('normalisePhone', () => {
  it.each([
    ['040 123 4567', 'FI', '+358401234567'],
    ['(040) 123-4567', 'FI', '+358401234567'],
    ['00358401234567', 'FI', '+358401234567'],
    ['+44 20 7946 0018', 'FI', '+442079460018'],
    ['+44 20 7946 0018', null, '+442079460018'],
    ['(415) 555-2671', 'US', '+14155552671'],
    ['\uff0b358401234567', null, '+358401234567'],
  ])('reads %j dialled in %j as %j', (text, country, number) => {
    expect(normalisePhone(text, country)._unsafeUnwrap()).toBe(number)
  })

  it.each([
    ['12', 'FI', 'not-a-number'],
    ['', 'FI', 'not-a-number'],
    ['call me', 'FI', 'not-a-number'],
    ['+358 40 123 4567 ext. 5', 'FI', 'not-a-number'],
    ['1'.repeat(61), 'FI', 'not-a-number'],
    ['040 123 4567', null, 'no-country'],
    ['040 123 4567', 'XX', 'unknown-country'],
    ['040 123 4567', 'fi', 'unknown-country'],
  ])('refuses %j dialled in %j as %j', (text, country, reason) => {
    const problem = normalisePhone(text, country)._unsafeUnwrapErr()
    expect([problem.kind, problem.reason]).toEqual(['customers/invalid-phone', reason])
  })

  it('knows the countries that can be assumed', () => {
    expect(['FI', 'US', 'XX', '', '__proto__', 'constructor'].map((code) => isPhoneCountry(code))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
  })
})
