import { orThrow } from '@caseload/core'
import { type ActingDesk, type CommandProblem, type ContactToAccept, openContactIntake } from '@caseload/desk'
import type { Result, ResultAsync } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { type Fixture, fixture, fixturePolicies, hours } from '../../test/fixture.ts'
import { memorySpool } from '../../test/memory-spool.ts'
import type { ImportTicketRow } from '../import/import-row.ts'

/** Occurs in what is brought in after the erasure, and nowhere else. */
const secret = 'needle-4c1f'

/** A customer who was erased, with what is left of them. */
interface Left extends Pick<Fixture, 'ada' | 'desk' | 'clock'> {
  readonly customerId: string
  /** An open ticket of theirs, on which staff wrote two notes since. */
  readonly open: string
  /** One that was resolved, past its reopen window. */
  readonly past: string
  /** One that is resolved, within it. */
  readonly resolved: string
  /** A ticket without requester. */
  readonly anonymous: string
  /** A ticket without requester that goes on in the open one. */
  readonly merged: string
  /** Themselves. */
  readonly eve: ActingDesk
  /** The application. */
  readonly relay: ActingDesk
}

const theirs = {
  from: { email: 'eve@example.com' },
  channel: 'email',
  kind: 'question',
  subject: 'Mine',
  body: 'Help!',
} as const
const nobodys = { channel: 'web', kind: 'question', body: 'Somebody.' } as const

async function left(): Promise<Left> {
  const policies = { ...fixturePolicies, checkBack: { share: 1, workingDays: 1, channel: 'phone', attempts: 1 } }
  const { clock } = await fixture()
  const contacts = orThrow(await openContactIntake({ spool: memorySpool().spool, policies, clock }))
  const { ada, desk, requester } = await fixture({ policies, clock, contacts })
  const relay = desk.tenant('acme').as({ kind: 'system', id: 'relay' })
  const opened = async (input: Parameters<ActingDesk['openTicket']>[0]) => orThrow(await ada.openTicket(input)).ticket
  const [open, past] = [await opened(theirs), await opened(theirs)]
  orThrow(await ada.resolve(past.id, { code: 'fixed' }))
  clock.advance(hours(24 * 60))
  const resolved = await opened(theirs)
  orThrow(await ada.resolve(resolved.id, { code: 'fixed' }))
  const [anonymous, merged] = [await opened(nobodys), await opened(nobodys)]
  orThrow(await ada.mergeInto(merged.id, { survivorId: open.id }))
  const customerId = String(open.requesterId)
  orThrow(await ada.eraseCustomer(customerId))
  for (const body of ['one', 'two']) orThrow(await ada.note(open.id, { body }))
  const ids = { open: open.id, past: past.id, resolved: resolved.id, anonymous: anonymous.id, merged: merged.id }
  return { ada, desk, clock, customerId, ...ids, eve: requester(customerId), relay }
}

async function lines({ desk }: Left): Promise<string> {
  const all: string[] = []
  for await (const line of desk.tenant('acme').exportLines()) all.push(line)
  return all.join('\n')
}

const text = `x ${secret}`
const opening = { channel: 'email', kind: 'question', subject: text, body: text, personalFields: { allergies: text } } as const
type Refused = Result<unknown, CommandProblem>
type WayIn = (made: Left) => ResultAsync<unknown, CommandProblem> | Promise<Refused>

const refused: Readonly<Record<string, WayIn>> = {
  'an opening that names them': ({ ada, customerId }) => ada.openTicket({ ...opening, requesterId: customerId }),
  'an opening that adds contact points to them': ({ ada, customerId }) =>
    ada.openTicket({ ...opening, requesterId: customerId, from: { email: `${secret}@example.com` } }),
  'an opening by themselves': ({ eve }) => eve.openTicket(opening),
  'a contact that names them': ({ relay, customerId }) => relay.receiveContact({ ...opening, requesterId: customerId }),
  'a contact by themselves': ({ eve }) => eve.receiveContact(opening),
  'a message of theirs that is passed on': ({ relay, open }) => relay.receiveReply(open, { body: text }),
  'a message by themselves': ({ eve, open }) => eve.receiveReply(open, { body: text }),
  'a message for a ticket that goes on in theirs': ({ relay, merged }) => relay.receiveReply(merged, { body: text }),
  'a message that would bring a ticket back': ({ relay, resolved }) => relay.receiveReply(resolved, { body: text }),
  'a message that would make a follow-up': ({ relay, past }) => relay.receiveReply(past, { body: text }),
  'a reopening that would make a follow-up': ({ ada, past }) => ada.reopen(past),
  'what they say against a solution': ({ ada, resolved }) => ada.rejectResolution(resolved, { remark: text }),
  'what they say when they are asked back': ({ ada, resolved }) =>
    ada.recordCheckBack(resolved, { answer: 'works', remark: text }),
  'a reason they give': ({ eve, open }) => eve.cancel(open, { reason: text }),
  'a value of a personal field': ({ ada, open }) => ada.setField(open, { field: 'allergies', value: text }),
  'a split': async ({ ada, open }) => {
    const first = orThrow(await ada.conversation(open)).messages.at(-1)
    return ada.split(open, { messageIds: [String(first?.id)], subject: text })
  },
  'a merge of a ticket without requester': ({ ada, anonymous, open }) =>
    ada.mergeInto(anonymous, { survivorId: open, reason: text }),
  'a row of a log that opens a ticket': ({ ada, customerId }) => {
    const open = { requesterId: customerId, personalFields: { allergies: text } }
    return ada.recordHistory('tkt_old', { key: 'old', at: '2025-01-01T09:00:00Z', open })
  },
}

const row = (key: string, more: Partial<ImportTicketRow> = {}): ImportTicketRow => ({
  ...{ key, openedAt: '2025-01-01T09:00:00Z', kind: 'question', channel: 'email', subject: key },
  messages: [{ at: '2025-01-01T09:00:00Z', author: 'requester', body: key }],
  ...more,
})

describe('given a customer who was erased', () => {
  it.each(Object.entries(refused))('refuses %s as customer/erased, and keeps nothing of it', async (_, bring) => {
    const made = await left()
    const before = await lines(made)
    const answer: Refused = await bring(made)
    expect(answer._unsafeUnwrapErr()).toMatchObject({ kind: 'customer/erased', customerId: made.customerId })
    expect(await lines(made)).toBe(before)
    expect(before).not.toContain(secret)
  })

  it('refuses their rows of an import, and takes over all the others, numbers and all', async () => {
    const made = await left()
    const { ada, customerId } = made
    const requesterId = customerId
    const long = Array.from({ length: 120 }, () => ({ at: '2025-01-01T09:00:00Z', author: 'requester', body: text }) as const)
    const report = orThrow(
      await ada.importTickets([
        row('first'),
        row('theirs', { requesterId, subject: text, personalFields: { allergies: text } }),
        row('long', { requesterId, messages: long }),
        row('last', { from: { email: 'mia@example.com' } }),
      ]),
    )
    expect([report.imported, report.skipped]).toEqual([2, 0])
    expect(report.rejected.map(({ key, problem }) => [key, problem.kind])).toEqual([
      ['theirs', 'customer/erased'],
      ['long', 'customer/erased'],
    ])
    expect(await lines(made)).not.toContain(secret)
    const numbers = orThrow(await ada.tickets({ limit: 500 })).tickets.map(({ number }) => Number(number))
    expect(Math.max(...numbers)).toBe(numbers.length)
  })

  const contacts: Readonly<Record<string, (made: Left) => Partial<ContactToAccept>>> = {
    'from their old address': () => ({}),
    'that answers their ticket': ({ open }) => ({ refersTo: { ticketId: open } }),
    'that answers a ticket which goes on in theirs': ({ merged }) => ({ refersTo: { ticketId: merged } }),
    'that answers one which cannot come back': ({ past }) => ({ refersTo: { ticketId: past } }),
  }

  it.each(Object.entries(contacts))('takes a contact %s for one of somebody new', async (_, about) => {
    const made = await left()
    const contact = { ...theirs, subject: text, body: text, ...about(made) }
    const { decided, ticket } = orThrow(await made.relay.receiveContact(contact))
    expect([decided.outcome, ticket?.requesterId === made.customerId]).toEqual(['open', false])
    expect(orThrow(await made.ada.conversation(made.open)).messages.map(({ body }) => body)).toEqual(['one', 'two'])
  })

  it('puts a contact that waited for them aside, which is theirs to discard who took it in', async () => {
    const made = await left()
    const { relay, desk, customerId } = made
    orThrow(await relay.acceptContact({ ...opening, contactId: 'late', requesterId: customerId }))
    orThrow(await relay.acceptContact({ ...theirs, contactId: 'new' }))
    const seen: unknown[] = []
    const report = orThrow(await desk.drainContacts({ until: 'empty', observe: (each) => seen.push(each) }))
    expect(report).toEqual({ decided: 1, repeated: 0, parked: 1 })
    expect(seen).toMatchObject([{ kind: 'parked', contactId: 'late', problem: { kind: 'customer/erased' } }])
    expect(JSON.stringify(seen) + (await lines(made))).not.toContain(secret)
  })

  it('answers a repeated opening, and brings nothing of it back', async () => {
    const { ada, desk } = await fixture()
    const once = () => ada.openTicket({ ...opening, from: { email: 'eve@example.com' } }, { commandId: 'cmd_once' })
    const { ticket } = orThrow(await once())
    orThrow(await ada.eraseCustomer(String(ticket.requesterId)))
    expect(orThrow(await once())).toMatchObject({ replayed: true, ticket: { id: ticket.id } })
    const all: string[] = []
    for await (const line of desk.tenant('acme').exportLines()) all.push(line)
    expect(all.join('\n')).not.toContain(secret)
  })

  it('lets staff go on about what is left; their words go when it is called again', async () => {
    const made = await left()
    const { ada, open, customerId } = made
    orThrow(await ada.note(open, { body: text }))
    orThrow(await ada.reply(open, { body: text }))
    orThrow(await ada.setField(open, { field: 'product', value: 'printer' }))
    orThrow(await ada.startChecklist(open, { checklistId: 'c', steps: [{ id: 's', required: true, title: text }] }))
    orThrow(await ada.skipStep(open, { checklistId: 'c', stepId: 's', reason: text }))
    orThrow(await ada.cancel(open, { reason: text }))
    expect(await lines(made)).toContain(secret)
    expect(orThrow(await ada.eraseCustomer(customerId)).documents).toBe(7)
    expect(await lines(made)).not.toContain(secret)
  })
})
