import { describe, expect, it } from 'vitest'
import { normaliseEmail } from './email-address.ts'

describe('normaliseEmail', () => {
  it.each([
    [' Eve@Example.COM ', 'eve@example.com'],
    ['eve@example.com.', 'eve@example.com'],
    ['EVE+Desk@example.com', 'eve+desk@example.com'],
    ['ka\u0308the@mu\u0308ller.de', 'k\u00e4the@m\u00fcller.de'],
    ["o'neill@example.ie", "o'neill@example.ie"],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('reads %j as %j', (text, address) => {
    expect(normaliseEmail(text)._unsafeUnwrap()).toBe(address)
  })

  it.each([
    '',
    'eve',
    'eve@localhost',
    'eve@@example.com',
    'e ve@example.com',
    'eve@-example.com',
    'eve@example-.com',
    'eve@[127.0.0.1]',
    '"eve"@example.com',
    'Eve <eve@example.com>',
    'eve@example.com, bob@example.com',
    'eve@exam\u0000ple.com',
    `${'a'.repeat(65)}@example.com`,
    `eve@${'a.'.repeat(150)}com`,
  ])('refuses %j without repeating it', (text) => {
    const problem = normaliseEmail(text)._unsafeUnwrapErr()
    expect(problem).toEqual({ kind: 'customers/invalid-email', message: 'expected an e-mail address such as name@example.com' })
  })
})
