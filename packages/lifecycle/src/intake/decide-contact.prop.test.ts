import { addMs, type CustomerId, instant, orThrow, parseId, type TicketId } from '@caseload/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideTicket } from '../ticket/decide-ticket.ts'
import { evolveTicket } from '../ticket/evolve-ticket.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { compileWorkflow } from '../workflow/compile-workflow.ts'
import { standardWorkflow } from '../workflow/standard-workflow.ts'
import { compileIntake } from './compile-intake.ts'
import { type Contact, contactMatches } from './contact.ts'
import { contactOutcomes } from './contact-decision.ts'
import { decideContact } from './decide-contact.ts'
import { standardIntake } from './standard-intake.ts'

const workflow = orThrow(compileWorkflow(standardWorkflow))
const start = instant('2026-03-02T09:00:00Z')
const customers: readonly CustomerId[] = ['cus_a', 'cus_b'].map((id) => orThrow(parseId('cus', id)))
const ids: readonly TicketId[] = ['tkt_a', 'tkt_b', 'tkt_c'].map((id) => orThrow(parseId('tkt', id)))
const system = { kind: 'system', id: 'mail' } as const

const intake = orThrow(
  compileIntake({
    ...standardIntake,
    sameRequester: [{ id: 'again', within: 'PT48H', alike: ['kind'] }],
    answeredAtOnce: [{ id: 'bot', when: { field: 'codes', anyOf: ['bot'] }, reason: 'article' }],
  }),
)

const customer = fc.option(fc.constantFrom(...customers), { nil: null })
const kind = fc.constantFrom('incident', 'question')
const contactArb: fc.Arbitrary<Contact> = fc.record({
  channel: fc.constantFrom('email', 'phone'),
  kind,
  topic: fc.option(fc.constant('printer'), { nil: null }),
  receivedAt: fc.integer({ min: 0, max: 2000 }).map((count) => addMs(start, count * 3_600_000)),
  automatic: fc.boolean(),
  codes: fc.uniqueArray(fc.constantFrom('spam', 'bounce', 'bot', 'other')),
  answered: fc.option(fc.constant('hours'), { nil: null, freq: 4 }),
  requesterId: customer,
})

const ticketArb = (ticketId: TicketId): fc.Arbitrary<Ticket> =>
  fc
    .record({ kind, requesterId: customer, resolve: fc.boolean(), close: fc.boolean(), into: fc.option(fc.constantFrom(...ids)) })
    .map(({ kind: wanted, requesterId, resolve, close, into }) => {
      const by = { actor: system, now: start }
      let ticket: Ticket | null = null
      const commands = [
        { type: 'open', ticketId, number: 1, kind: wanted, channel: 'email', requesterId, message: null } as const,
        ...(resolve ? [{ type: 'resolve', code: 'fixed' } as const] : []),
        ...(close ? [{ type: 'close' } as const] : []),
        ...(into === null || into === ticketId ? [] : [{ type: 'merge-into', survivorId: into } as const]),
      ]
      for (const command of commands)
        for (const event of decideTicket(workflow, ticket, command, by).unwrapOr([])) ticket = evolveTicket(ticket, event)
      if (ticket === null) throw new TypeError('no ticket')
      return ticket
    })

const worldArb = fc.record({
  contact: contactArb,
  tickets: fc.tuple(...ids.map(ticketArb)).chain((all) => fc.subarray(all)),
  references: fc.array(fc.record({ by: fc.constantFrom('ticket', 'thread', 'number'), ticketId: fc.constantFrom(...ids) }), {
    maxLength: 3,
  }),
})

describe('a contact', () => {
  it('comes to exactly one of the outcomes, whatever it is; the same whatever order tickets were read in', () => {
    fc.assert(
      fc.property(worldArb, ({ contact, tickets, references }) => {
        const known = tickets.map((ticket) => [ticket.id, { ticket, workflow }] as const)
        const decided = decideContact(intake, contact, { references, tickets: new Map(known) })
        expect(contactOutcomes).toContain(decided.outcome)
        expect([...contactMatches, null]).toContain(decided.matchedBy)
        expect(decideContact(intake, contact, { references, tickets: new Map(known.toReversed()) })).toEqual(decided)
      }),
    )
  })

  it('goes to a ticket that takes it, is not merged, and is its own requester’s where only a number or a rule says so', () => {
    fc.assert(
      fc.property(worldArb, ({ contact, tickets, references }) => {
        const known = new Map(tickets.map((ticket) => [ticket.id, { ticket, workflow }]))
        const decided = decideContact(intake, contact, { references, tickets: known })
        if (decided.outcome !== 'append' && decided.outcome !== 'follow-up-of') return
        const ticket = known.get(decided.ticketId)?.ticket
        expect(ticket?.mergedInto).toBeNull()
        if (decided.matchedBy === 'number' || decided.matchedBy === 'requester')
          expect(known.get(decided.addressedTo)?.ticket.requesterId).toBe(contact.requesterId)
        const reply = {
          type: 'receive-reply',
          messageId: orThrow(parseId('msg', 'msg_1')),
          automatic: contact.automatic,
        } as const
        const taken = decideTicket(workflow, ticket ?? null, reply, { actor: system, now: contact.receivedAt })
        if (decided.outcome === 'append') expect(taken.isOk()).toBe(true)
        else expect(contact.automatic).toBe(false)
      }),
    )
  })
})
