import { instant, orThrow } from '@caseload/core'
import { manualClock } from '@caseload/core/testing'
import { type OpenTicketInput, openContactIntake, standardPolicies } from '@caseload/desk'
import { defineTicketFields, type PersonalFieldValues } from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'
import { type Fixture, fixture, start } from '../../test/fixture.ts'
import { memorySpool } from '../../test/memory-spool.ts'

const declared = defineTicketFields({
  device: { type: 'enum', values: ['laptop', 'phone'], personal: false },
  birthday: { type: 'instant', personal: true },
  allergies: { type: 'text', personal: true, requiredWhen: { all: [] } },
})
const policies = { ...standardPolicies, fields: declared }
const personalFields: PersonalFieldValues<typeof declared> = { birthday: instant(0), allergies: 'nuts, eve@example.com' }
const opening = { from: { email: 'eve@example.com' }, channel: 'web', kind: 'question', body: 'x', personalFields } as const

const accepted = async (): Promise<Fixture & { readonly ticketId: string }> => {
  const clock = manualClock(start)
  const contacts = orThrow(await openContactIntake({ spool: memorySpool().spool, policies, clock }))
  const made = await fixture({ policies, contacts, clock })
  orThrow(await made.ada.acceptContact(opening))
  orThrow(await made.desk.drainContacts({ until: 'empty' }))
  return { ...made, ticketId: orThrow(await made.ada.tickets()).tickets[0]?.id ?? '' }
}

const waysIn: Readonly<Record<string, () => Promise<Fixture & { readonly ticketId: string }>>> = {
  'an opening': async () => {
    const made = await fixture({ policies })
    return { ...made, ticketId: orThrow(await made.ada.openTicket(opening)).ticket.id }
  },
  'a contact that is decided at once': async () => {
    const made = await fixture({ policies })
    return { ...made, ticketId: orThrow(await made.ada.receiveContact(opening)).ticket?.id ?? '' }
  },
  'a contact that waited': accepted,
  'an import': async () => {
    const made = await fixture({ policies })
    const { body, ...row } = opening
    const message = { at: '2025-01-01T09:00:00Z', author: 'requester', body } as const
    orThrow(await made.ada.importTickets([{ ...row, key: 'a', openedAt: '2025-01-01T09:00:00Z', messages: [message] }]))
    return { ...made, ticketId: orThrow(await made.ada.tickets()).tickets[0]?.id ?? '' }
  },
  'the first row of a log': async () => {
    const made = await fixture({ policies })
    const { customer } = orThrow(await made.ada.registerCustomer(opening.from))
    const row = { key: 'a', at: '2025-01-01T09:00:00Z', open: { requesterId: customer.id, personalFields } }
    return { ...made, ticketId: orThrow(await made.ada.recordHistory('tkt_old', row)).ticket.id }
  },
}

describe.each(Object.entries(waysIn))('given personal fields with %s', (_, way) => {
  it('keeps their values as content: on the ticket and in what happened stand their names', async () => {
    const { ada, desk, ticketId } = await way()
    const ticket = orThrow(await ada.ticket(ticketId))
    expect([ticket?.personalFields, ticket?.attributes]).toEqual([['allergies', 'birthday'], {}])
    expect(orThrow(await ada.personalFields(ticketId, { purpose: 'care' }))).toEqual(personalFields)
    const { events } = orThrow(await desk.tenant('acme').events())
    const told = events.filter(({ type }) => type === 'personal-field-set').map(({ data }) => data)
    expect(told).toEqual(['allergies', 'birthday'].map((field) => ({ field, known: true })))
    expect(JSON.stringify(events)).not.toContain('nuts')
  })

  it('lets them be set and cleared afterwards, and counts them as known', async () => {
    const { ada, ticketId } = await way()
    orThrow(await ada.setField(ticketId, { field: 'birthday', value: null }))
    expect(orThrow(await ada.personalFields(ticketId, { purpose: 'care' }))).toEqual({ allergies: personalFields.allergies })
    expect(orThrow(await ada.resolve(ticketId, { code: 'fixed' })).ticket.category).toBe('resolved')
  })

  it('erases them with their customer', async () => {
    const { ada, desk, ticketId } = await way()
    orThrow(await ada.eraseCustomer(orThrow(await ada.ticket(ticketId))?.requesterId ?? ''))
    expect(orThrow(await ada.personalFields(ticketId, { purpose: 'care' }))).toEqual({})
    for await (const line of desk.tenant('acme').exportLines()) expect(line).not.toContain('nuts')
  })
})

describe('given a contact that is added to a ticket there is', () => {
  it('changes none of its fields', async () => {
    const { ada } = await fixture({ policies })
    const { ticket } = orThrow(await ada.openTicket({ ...opening, attributes: { device: 'laptop' } }))
    const brought = { attributes: { device: 'phone' }, personalFields: { allergies: 'none' } } as const
    const { decided } = orThrow(await ada.receiveContact({ ...opening, ...brought, refersTo: { ticketId: ticket.id } }))
    expect(decided.outcome).toBe('append')
    expect(orThrow(await ada.ticket(ticket.id))?.attributes).toEqual({ device: 'laptop' })
    expect(orThrow(await ada.personalFields(ticket.id, { purpose: 'care' }))).toEqual(personalFields)
  })
})

describe('given personal fields that cannot be taken', () => {
  it('opens nothing, naming the field and what was expected', async () => {
    const { ada } = await fixture({ policies })
    const wrong = { device: 'laptop', birthday: 'x', none: 1, allergies: 7 }
    const issues = [
      { path: 'personalFields.device', expected: 'a personal field' },
      { path: 'personalFields.birthday', expected: 'epoch milliseconds' },
      { path: 'personalFields.none', expected: 'a declared field' },
      { path: 'personalFields.allergies', expected: 'text of 1 to 2,000 characters' },
    ]
    const { body: _, ...row } = { ...opening, personalFields: wrong }
    expect((await ada.openTicket({ ...opening, personalFields: wrong }))._unsafeUnwrapErr()).toMatchObject({ issues })
    expect((await ada.receiveContact({ ...opening, personalFields: wrong }))._unsafeUnwrapErr()).toMatchObject({ issues })
    const imported = orThrow(await ada.importTickets([{ ...row, key: 'a', openedAt: '2025-01-01T09:00:00Z' }]))
    expect(imported.rejected).toMatchObject([{ problem: { issues } }])
    const logged = await ada.recordHistory('tkt_old', { key: 'b', at: 0, open: { personalFields: { none: 1 } } })
    expect(logged._unsafeUnwrapErr()).toMatchObject({ issues: [{ path: 'open.personalFields.none' }] })
    expect(orThrow(await ada.tickets()).tickets).toEqual([])
  })

  it('takes null for none', async () => {
    const { ada } = await fixture({ policies })
    const input: OpenTicketInput = { ...opening, personalFields: { birthday: null } }
    expect(orThrow(await ada.openTicket(input)).ticket.personalFields).toEqual([])
  })

  it('is no way for an agent to smuggle a value into attributes', async () => {
    const { ada } = await fixture({ policies })
    expect((await ada.openTicket({ ...opening, attributes: { allergies: 'nuts' } }))._unsafeUnwrapErr()).toMatchObject({
      issues: [{ path: 'attributes.allergies' }],
    })
  })
})
