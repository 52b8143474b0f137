import { orThrow } from '@caseload/core'
import { type ActingDesk, type OpenTicketInput, standardPolicies } from '@caseload/desk'
import { defineTicketFields } from '@caseload/lifecycle'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { ResultAsync } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { type Fixture, fixture, hours } from '../../test/fixture.ts'

const fields = defineTicketFields({
  device: { type: 'enum', values: ['laptop', 'phone'], personal: false, indexed: true },
  once: { type: 'number', personal: false, carried: [] },
  part: { type: 'text', personal: false, carried: ['split'] },
  birthday: { type: 'text', personal: true },
  allergies: { type: 'text', personal: true, carried: ['split', 'follow-up'] },
})
const policies = { ...standardPolicies, fields }
const opening = {
  from: { email: 'eve@example.com' },
  channel: 'web',
  kind: 'question',
  subject: 'on fire',
  body: 'x',
  attributes: { device: 'laptop', once: 1, part: 'fan' },
  personalFields: { birthday: '1970-01-01', allergies: 'nuts' },
} as const
const tooLate = hours(672) + 1

const resolved = async ({ ada, clock }: Fixture, input: OpenTicketInput = opening): Promise<string> => {
  const { ticket } = orThrow(await ada.openTicket(input))
  orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
  clock.advance(tooLate)
  return ticket.id
}
const splitOff = async (ada: ActingDesk, ticketId: string): Promise<string> => {
  orThrow(await ada.note(ticketId, { body: 'z' }))
  const { messages } = orThrow(await ada.conversation(ticketId))
  const messageIds = messages.slice(1).map(({ id }) => id)
  return orThrow(await ada.split(ticketId, { messageIds })).ticket.id
}

const follows: Readonly<Record<string, (made: Fixture, ticketId: string) => Promise<string | undefined>>> = {
  'a reopening': async ({ ada }, id) => orThrow(await ada.reopen(id)).ticket.id,
  'an answer of the requester': async ({ ada }, id) => orThrow(await ada.receiveReply(id, { body: 'y' })).ticket.id,
  'a contact': async ({ ada }, id) => {
    const { attributes, personalFields, ...contact } = opening
    return orThrow(await ada.receiveContact({ ...contact, refersTo: { ticketId: id } })).ticket?.id
  },
}

describe.each(Object.entries(follows))('given a follow-up by %s', (_, follow) => {
  it('takes along the fields that are declared so, and tells of personal ones by name', async () => {
    const made = await fixture({ policies })
    const { ada, desk } = made
    const before = await resolved(made)
    const after = (await follow(made, before)) ?? ''
    expect(after).not.toBe(before)
    const ticket = orThrow(await ada.ticket(after))
    expect([ticket?.attributes, ticket?.personalFields]).toEqual([{ device: 'laptop' }, ['allergies']])
    expect(orThrow(await ada.personalFields(after, { purpose: 'care' }))).toEqual({ allergies: 'nuts' })
    expect(orThrow(await ada.personalFields(before, { purpose: 'care' }))).toEqual(opening.personalFields)
    expect(JSON.stringify(orThrow(await desk.tenant('acme').events({ limit: 500 })))).not.toContain('nuts')
    const found = orThrow(await ada.tickets({ filter: { fields: { device: 'laptop' } } })).tickets
    expect(found.map(({ id }) => id).sort()).toEqual([before, after].sort())
  })
})

describe('given a follow-up by a contact that brings fields of its own', () => {
  it('lets them count before those of the ticket that it follows', async () => {
    const made = await fixture({ policies })
    const before = await resolved(made)
    const contact = {
      ...{ ...opening, refersTo: { ticketId: before } },
      ...{ attributes: { device: 'phone', once: 2 }, personalFields: { birthday: '1971-01-01' } },
    }
    const { ticket } = orThrow(await made.ada.receiveContact(contact))
    expect(ticket?.attributes).toEqual({ device: 'phone', once: 2 })
    expect(orThrow(await made.ada.personalFields(ticket?.id ?? '', { purpose: 'care' }))).toEqual({
      birthday: '1971-01-01',
      allergies: 'nuts',
    })
  })
})

describe('given a split', () => {
  it('takes along the fields that are declared so', async () => {
    const { ada } = await fixture({ policies })
    const { ticket } = orThrow(await ada.openTicket(opening))
    const fresh = await splitOff(ada, ticket.id)
    const { attributes, personalFields } = orThrow(await ada.ticket(fresh)) ?? {}
    expect([attributes, personalFields]).toEqual([{ device: 'laptop', part: 'fan' }, ['allergies']])
    expect(orThrow(await ada.personalFields(fresh, { purpose: 'care' }))).toEqual({ allergies: 'nuts' })
    expect(orThrow(await ada.ticket(ticket.id))?.attributes).toEqual(opening.attributes)
  })

  it('leaves behind what does not fit the declaration in force', async () => {
    const storage = memoryStorage()
    const { ada } = await fixture({ policies, storage })
    const { ticket } = orThrow(await ada.openTicket(opening))
    const next = {
      device: { type: 'enum', values: ['phone'], personal: false },
      part: { type: 'text', personal: true },
      allergies: { type: 'boolean', personal: true, carried: ['split'] },
    } as const
    const later = await fixture({ policies: { ...policies, fields: next }, storage, idPrefix: 'later' })
    const fresh = await splitOff(later.ada, ticket.id)
    const { attributes, personalFields } = orThrow(await later.ada.ticket(fresh)) ?? {}
    expect([attributes, personalFields]).toEqual([{}, []])
  })

  it('erases the copy with the customer, too', async () => {
    const { ada, desk } = await fixture({ policies })
    const { ticket } = orThrow(await ada.openTicket(opening))
    const fresh = await splitOff(ada, ticket.id)
    orThrow(await ada.eraseCustomer(ticket.requesterId ?? ''))
    expect(orThrow(await ada.personalFields(fresh, { purpose: 'care' }))).toEqual({})
    for await (const line of desk.tenant('acme').exportLines()) expect(line).not.toContain('nuts')
  })
})

/** A store where something happens just before the first commit that opens a ticket, once it is armed. */
function interrupted() {
  const inner = memoryStorage()
  const armed: { before: (() => Promise<unknown>) | null } = { before: null }
  const storage: Storage = {
    ...inner,
    open: (options) =>
      inner.open(options).map(({ store, admin }) => ({
        admin,
        store: {
          ...store,
          commit: (...args) => {
            const { before } = armed
            if (before === null || !args[1].events.some(({ type }) => type === 'ticket-opened')) return store.commit(...args)
            armed.before = null
            return ResultAsync.fromSafePromise(before()).andThen(() => store.commit(...args))
          },
        },
      })),
  }
  return { storage, armed }
}

describe('given a customer who is erased while a follow-up is made', () => {
  const copied = [
    ['a personal field', opening],
    ['a subject', { ...opening, personalFields: {} }],
  ] as const
  const late = async (input: OpenTicketInput) => {
    const { storage, armed } = interrupted()
    const made = await fixture({ policies, storage })
    const other = await fixture({ policies, storage, idPrefix: 'other' })
    const before = await resolved(made, input)
    const customerId = String(orThrow(await made.ada.ticket(before))?.requesterId)
    armed.before = async () => orThrow(await other.ada.eraseCustomer(customerId))
    return { ...made, before, customerId, armed }
  }

  it.each(copied)('refuses a reopening and an answer, and copies not %s from before', async (_what, input) => {
    for (const answers of [true, false]) {
      const { ada, desk, before, customerId, armed } = await late(input)
      const refused = await (answers ? ada.receiveReply(before, { body: 'y' }) : ada.reopen(before))
      expect(armed.before).toBeNull()
      expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'customer/erased', customerId })
      for await (const line of desk.tenant('acme').exportLines()) expect(line).not.toMatch(/nuts|on fire/)
    }
  })

  it.each(copied)('takes a contact for one of somebody new, and copies not %s from before', async (_what, input) => {
    const { ada, desk, before, customerId, armed } = await late(input)
    const contact = { from: opening.from, channel: 'web', kind: 'question', subject: 'smoke', body: 'z' } as const
    const { ticket } = orThrow(await ada.receiveContact({ ...contact, refersTo: { ticketId: before } }))
    expect([armed.before, ticket?.personalFields, ticket?.requesterId === customerId]).toEqual([null, [], false])
    for await (const line of desk.tenant('acme').exportLines()) expect(line).not.toMatch(/nuts|on fire/)
  })
})
