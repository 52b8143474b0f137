import { describe, expect, it } from 'vitest'
import { contactPoints } from './contact-points.ts'

describe('contactPoints', () => {
  it('brings every point into its stored form', () => {
    const points = contactPoints(
      { email: 'EVE@example.com', phone: '040 123 4567', account: ' A-1 ', name: ' Eve\n of  Helsinki ' },
      { defaultCountry: 'FI' },
    )
    expect(points._unsafeUnwrap()).toEqual({
      email: 'eve@example.com',
      phone: '+358401234567',
      account: 'A-1',
      name: 'Eve of Helsinki',
    })
  })

  it('takes a blank name for none', () => {
    expect(contactPoints({ account: '1', name: ' ' }, { defaultCountry: null })._unsafeUnwrap().name).toBeNull()
  })

  it('names every point that cannot be one, under the path it was given, and repeats none', () => {
    const input = { email: 'SECRET', phone: 'SECRET', account: '\u0007SECRET', name: 'SECRET'.repeat(50) }
    const problem = contactPoints(input, { defaultCountry: 'FI', path: ['from'] })._unsafeUnwrapErr()
    expect(problem.issues.map((issue) => issue.path)).toEqual(['from.account', 'from.email', 'from.phone', 'from.name'])
    expect(JSON.stringify(problem)).not.toContain('SECRET')
  })

  it('asks for at least one point', () => {
    expect(contactPoints({}, { defaultCountry: null })._unsafeUnwrapErr().message).toBe(
      'the value: expected at least one of: email, phone, account',
    )
  })
})
