import { instant, orThrow, parseId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { type ContactInput, contactPoints } from '../contact/contact-points.ts'
import { addContactPoints } from './add-contact-points.ts'
import { createCustomer } from './create-customer.ts'
import { customerSchema } from './customer.ts'
import { eraseCustomerProfile } from './erase-customer-profile.ts'

const by = { now: instant(10), actor: 'agent:agt_ada' } as const
const points = (input: ContactInput) => orThrow(contactPoints(input, { defaultCountry: 'FI' }))
const { customer, events } = createCustomer(
  orThrow(parseId('cus', 'cus_1')),
  points({ email: 'eve@example.com', phone: '040 123 4567' }),
  by,
)

describe('given a new customer', () => {
  it('records by which channels they can be recognised, not the addresses', () => {
    expect(events).toEqual([
      { type: 'customer-created', at: 10, actor: 'agent:agt_ada', data: { customerId: 'cus_1', channels: ['email', 'phone'] } },
    ])
  })

  it('has the form of a stored customer', () => {
    expect(customerSchema.safeParse(JSON.parse(JSON.stringify(customer))).success).toBe(true)
    expect(customerSchema.safeParse({ ...customer, emails: ['EVE@example.com'] }).success).toBe(false)
  })
})

describe('given a known customer', () => {
  it('adds what is new and keeps what is old in order', () => {
    const added = addContactPoints(customer, points({ email: 'eve@work.example', account: 'A-1' }), { ...by, now: instant(20) })
    expect(added.customer).toEqual({
      ...customer,
      emails: ['eve@example.com', 'eve@work.example'],
      accounts: ['A-1'],
      updatedAt: 20,
      version: 2,
    })
    expect(added.events.map((event) => event.data)).toEqual([{ customerId: 'cus_1', channels: ['account', 'email'] }])
  })

  it('changes nothing where everything is known', () => {
    expect(addContactPoints(customer, points({ phone: '+358401234567' }), by)).toEqual({ customer, events: [] })
  })

  it('takes a name where there was none, and never overwrites one', () => {
    const named = addContactPoints(customer, points({ email: 'eve@example.com', name: 'Eve' }), by)
    expect([named.customer.name, named.events.map((event) => event.data)]).toEqual([
      'Eve',
      [{ customerId: 'cus_1', channels: [] }],
    ])
    expect(addContactPoints(named.customer, points({ email: 'eve@example.com', name: 'Mallory' }), by).customer.name).toBe('Eve')
  })

  it('never goes back behind its last change where a clock steps back', () => {
    expect(addContactPoints(customer, points({ account: 'A-1' }), { ...by, now: instant(5) }).customer.updatedAt).toBe(10)
  })

  it('leaves the input as it was', () => {
    const frozen = Object.freeze({ ...customer, emails: Object.freeze([...customer.emails]) })
    expect(() => addContactPoints(frozen, points({ email: 'eve@work.example' }), by)).not.toThrow()
  })
})

describe('given an erased customer', () => {
  const gone = eraseCustomerProfile(customer, { ...by, now: instant(30) })

  it('has nothing personal left', () => {
    expect(gone.customer).toEqual({
      id: 'cus_1',
      name: null,
      emails: [],
      phones: [],
      accounts: [],
      createdAt: 10,
      updatedAt: 30,
      erasedAt: 30,
      version: 2,
    })
    expect(gone.events).toEqual([{ type: 'customer-erased', at: 30, actor: 'agent:agt_ada', data: { customerId: 'cus_1' } }])
  })

  it('is erased once', () => {
    expect(eraseCustomerProfile(gone.customer, { ...by, now: instant(40) })).toEqual({ customer: gone.customer, events: [] })
  })

  it('takes in nothing new', () => {
    expect(addContactPoints(gone.customer, points({ email: 'eve@example.com' }), by)).toEqual({
      customer: gone.customer,
      events: [],
    })
  })
})
