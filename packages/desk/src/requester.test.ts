import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { fixture } from '../test/fixture.ts'

const opening = { channel: 'web', kind: 'question', subject: 'Hello', body: 'Is anybody there?' } as const

async function twoCustomers() {
  const made = await fixture()
  const eve = orThrow(await made.ada.registerCustomer({ email: 'eve@example.com' })).customer
  const bob = orThrow(await made.ada.registerCustomer({ email: 'bob@example.com' })).customer
  const asEve = made.requester(eve.id)
  const { ticket } = orThrow(await asEve.openTicket(opening))
  return { ...made, eve, bob, asEve, asBob: made.requester(bob.id), ticket }
}

describe('given a requester', () => {
  it('opens tickets for themselves', async () => {
    const { eve, ticket } = await twoCustomers()
    expect([ticket.requesterId, ticket.lastRequesterMessageAt]).toEqual([eve.id, ticket.openedAt])
  })

  it.each([
    [{ ...opening, from: { email: 'bob@example.com' } }, 'from'],
    [{ ...opening, requesterId: 'cus_other' }, 'requesterId'],
  ])('refuses to open one for others', async (input, path) => {
    const { asEve } = await twoCustomers()
    expect((await asEve.openTicket(input))._unsafeUnwrapErr()).toMatchObject({ kind: 'input/invalid', issues: [{ path }] })
  })

  it('answers the same of a ticket of somebody else and of one that is not there, whatever they want with it', async () => {
    const { asEve, asBob, ticket } = await twoCustomers()
    const { ticket: others } = orThrow(await asBob.openTicket(opening))
    const said = async (otherId: string) => [
      (await asEve.link(ticket.id, { relation: 'related', otherId }))._unsafeUnwrapErr(),
      (await asEve.unlink(ticket.id, { relation: 'related', otherId }))._unsafeUnwrapErr(),
      (await asEve.mergeInto(ticket.id, { survivorId: otherId }))._unsafeUnwrapErr(),
    ]
    const absent = await said('tkt_none')
    expect(absent.map(({ kind }) => kind)).toEqual(['access/denied', 'access/denied', 'access/denied'])
    expect(await said(others.id)).toEqual(absent)
  })

  it('refuses an identity that is no customer, or not of this tenant', async () => {
    const { requester, desk, eve } = await twoCustomers()
    expect((await requester('someone').openTicket(opening))._unsafeUnwrapErr().kind).toBe('input/invalid')
    expect((await requester('cus_none').openTicket(opening))._unsafeUnwrapErr().kind).toBe('customer/not-found')
    const elsewhere = desk.tenant('other').as({ kind: 'requester', id: eve.id })
    expect((await elsewhere.openTicket(opening))._unsafeUnwrapErr().kind).toBe('customer/not-found')
  })

  it('sees and changes their own tickets only, and is not told that others exist', async () => {
    const { asEve, asBob, ticket, ada } = await twoCustomers()
    orThrow(await ada.note(ticket.id, { body: 'between us' }))
    expect(orThrow(await asEve.ticket(ticket.id))?.id).toBe(ticket.id)
    expect(orThrow(await asEve.conversation(ticket.id)).messages.map(({ body }) => body)).toEqual(['Is anybody there?'])
    expect(orThrow(await asEve.tickets()).tickets).toHaveLength(1)
    expect(orThrow(await asBob.ticket(ticket.id))).toBeNull()
    expect(orThrow(await asBob.ticketByNumber(ticket.number ?? 0))).toBeNull()
    expect(orThrow(await asBob.subject(ticket.id))).toBeNull()
    expect(orThrow(await asBob.conversation(ticket.id)).messages).toEqual([])
    expect(orThrow(await asBob.allowedCommands(ticket.id))).toEqual([])
    expect(orThrow(await asBob.tickets()).tickets).toEqual([])
    expect((await asBob.receiveReply(ticket.id, { body: 'me too' }))._unsafeUnwrapErr().kind).toBe('ticket/not-found')
    expect((await asBob.close(ticket.id))._unsafeUnwrapErr().kind).toBe('ticket/not-found')
  })

  it('may not do what is for staff', async () => {
    const { asEve, ticket, eve } = await twoCustomers()
    const answers = [
      await asEve.timeline(ticket.id),
      await asEve.backlog(),
      await asEve.workload(),
      await asEve.customer(eve.id),
      await asEve.registerCustomer({ email: 'x@example.com' }),
      await asEve.eraseCustomer(eve.id),
      await asEve.importTickets([]),
      await asEve.recordHistory(ticket.id, { key: 'k', at: 0 }),
    ]
    expect(answers.map((answer) => answer._unsafeUnwrapErr().kind)).toEqual(Array.from(answers, () => 'access/denied'))
    expect((await asEve.note(ticket.id, { body: 'x' }))._unsafeUnwrapErr().kind).toBe('access/denied')
  })
})
