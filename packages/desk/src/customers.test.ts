import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { fixture } from '../test/fixture.ts'

const call = { channel: 'phone', kind: 'question', subject: 'Hours?' } as const

describe('given contact points', () => {
  it('finds one customer by any spelling of an address', async () => {
    const { ada } = await fixture()
    const first = orThrow(await ada.openTicket({ ...call, from: { email: 'Eve@Example.com' } }))
    const second = orThrow(await ada.openTicket({ ...call, from: { email: ' eve@example.COM' } }))
    expect(second.ticket.requesterId).toBe(first.ticket.requesterId)
    expect(second.explanations[0]).toMatchObject({ key: 'customers/known', params: { channel: 'email' } })
  })

  it('adds what is new about a known customer', async () => {
    const { ada } = await fixture()
    const { customer } = orThrow(await ada.registerCustomer({ account: 'A-1' }))
    orThrow(
      await ada.openTicket({ ...call, from: { account: 'A-1', email: 'eve@example.com', phone: '040 123 4567', name: 'Eve' } }),
    )
    expect(orThrow(await ada.customer(customer.id))).toMatchObject({
      name: 'Eve',
      emails: ['eve@example.com'],
      phones: ['+358401234567'],
      accounts: ['A-1'],
    })
    const again = orThrow(await ada.registerCustomer({ phone: '+358 40 1234567' }))
    expect([again.customer.id, again.events]).toEqual([customer.id, []])
  })

  it('names the candidates of a shared phone, and takes the one that is named', async () => {
    const { ada } = await fixture()
    const eve = orThrow(await ada.registerCustomer({ email: 'eve@example.com', phone: '040 123 4567' })).customer
    const bob = orThrow(await ada.registerCustomer({ email: 'bob@example.com', phone: '040 123 4567' })).customer
    const asked = await ada.openTicket({ ...call, from: { phone: '040 123 4567' } })
    expect(asked._unsafeUnwrapErr()).toMatchObject({ kind: 'customers/ambiguous', candidates: [eve.id, bob.id].sort() })
    expect(
      orThrow(await ada.openTicket({ ...call, from: { phone: '040 123 4567' }, requesterId: bob.id })).ticket.requesterId,
    ).toBe(bob.id)
  })

  it('refuses contact points of different customers', async () => {
    const { ada } = await fixture()
    const eve = orThrow(await ada.registerCustomer({ email: 'eve@example.com' })).customer
    orThrow(await ada.registerCustomer({ account: 'A-1' }))
    const both = await ada.openTicket({ ...call, from: { email: 'eve@example.com', account: 'A-1' } })
    expect(both._unsafeUnwrapErr().kind).toBe('customers/conflicting')
    const other = await ada.openTicket({ ...call, from: { account: 'A-1' }, requesterId: eve.id })
    expect(other._unsafeUnwrapErr().kind).toBe('customers/conflicting')
  })

  it('refuses a requester that is unknown', async () => {
    const { ada } = await fixture()
    expect((await ada.openTicket({ ...call, requesterId: 'cus_none' }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'customer/not-found',
      customerId: 'cus_none',
    })
  })

  it('keeps the customers of tenants apart', async () => {
    const { desk } = await fixture()
    const [one, two] = ['one', 'two'].map((tenant) => desk.tenant(tenant).as({ kind: 'agent', id: 'agt_ada' }))
    if (one === undefined || two === undefined) throw new TypeError('two tenants')
    const first = orThrow(await one.registerCustomer({ email: 'eve@example.com' }))
    const second = orThrow(await two.registerCustomer({ email: 'eve@example.com' }))
    expect(second.customer.id).not.toBe(first.customer.id)
    expect(orThrow(await two.customer(first.customer.id))).toBeNull()
  })
})
