import { instant, orThrow, parseId, renderExplanation } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { type ContactInput, contactPoints } from '../contact/contact-points.ts'
import { createCustomer } from '../customer/create-customer.ts'
import type { Customer } from '../customer/customer.ts'
import { eraseCustomerProfile } from '../customer/erase-customer-profile.ts'
import { customerMessages } from '../customer-messages.ts'
import { identify } from './identify.ts'

const by = { now: instant(0), actor: 'agent:agt_ada' } as const
const points = (input: ContactInput) => orThrow(contactPoints(input, { defaultCountry: 'FI' }))
const customer = (id: string, input: ContactInput): Customer =>
  createCustomer(orThrow(parseId('cus', id)), points(input), by).customer

const eve = customer('cus_eve', { email: 'eve@example.com', phone: '040 123 4567', account: 'A-1' })
const bob = customer('cus_bob', { email: 'bob@example.com', phone: '040 123 4567' })

describe('identify', () => {
  it.each([
    ['an address of one customer', { email: 'Eve@example.com' }, 'cus_eve', 'email'],
    ['an account number', { account: 'A-1' }, 'cus_eve', 'account'],
    ['an account number before an unknown address', { account: 'A-1', email: 'new@example.com' }, 'cus_eve', 'account'],
    ['an address beside a shared phone', { email: 'bob@example.com', phone: '040 123 4567' }, 'cus_bob', 'email'],
    ['an unknown address', { email: 'new@example.com' }, null, null],
    [
      'an unknown address with a known phone: a colleague perhaps, so somebody new',
      { email: 'new@example.com', phone: '040 123 4567' },
      null,
      null,
    ],
  ] as const)('goes by %s', (_, input, id, channel) => {
    const found = identify(points(input), [bob, eve])._unsafeUnwrap()
    expect([found.customer?.id ?? null, found.by]).toEqual([id, channel])
  })

  it('goes by a phone that one customer alone has', () => {
    expect(identify(points({ phone: '040 123 4567' }), [eve])._unsafeUnwrap().customer).toBe(eve)
  })

  it('names the candidates of a shared phone rather than guess', () => {
    const problem = identify(points({ phone: '040 123 4567' }), [eve, bob])._unsafeUnwrapErr()
    expect(problem).toMatchObject({ kind: 'customers/ambiguous', candidates: ['cus_bob', 'cus_eve'] })
    expect(JSON.stringify(problem)).not.toContain('358')
  })

  it('refuses an account number and an address of different customers', () => {
    expect(identify(points({ account: 'A-1', email: 'bob@example.com' }), [eve, bob])._unsafeUnwrapErr()).toMatchObject({
      kind: 'customers/conflicting',
      matches: [
        { channel: 'account', customerId: 'cus_eve' },
        { channel: 'email', customerId: 'cus_bob' },
      ],
    })
  })

  it('passes over the erased', () => {
    const gone = eraseCustomerProfile(eve, by).customer
    expect(identify(points({ email: 'eve@example.com' }), [gone])._unsafeUnwrap().customer).toBeNull()
  })

  it('explains itself without a word of personal data', () => {
    const found = identify(points({ email: 'eve@example.com', phone: '040 123 4567' }), [bob, eve])._unsafeUnwrap()
    expect(renderExplanation(found.explanation, customerMessages)).toBe(
      '✓ known by email as cus_eve\n  ✓ email belongs to: cus_eve\n  ✗ phone belongs to: cus_bob, cus_eve',
    )
  })
})
