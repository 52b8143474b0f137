import { addMs, type CustomerId, instant, orThrow, parseId, renderExplanation, type TicketId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { decideTicket } from '../ticket/decide-ticket.ts'
import { evolveTicket } from '../ticket/evolve-ticket.ts'
import { lifecycleMessages } from '../ticket/lifecycle-messages.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { compileWorkflow } from '../workflow/compile-workflow.ts'
import { standardWorkflow } from '../workflow/standard-workflow.ts'
import { compileIntake } from './compile-intake.ts'
import type { Contact, ContactContext, ContactReference } from './contact.ts'
import { decideContact } from './decide-contact.ts'
import { standardIntake } from './standard-intake.ts'

const workflow = orThrow(compileWorkflow(standardWorkflow))
const start = instant('2026-03-02T09:00:00Z')
const hours = (count: number): number => count * 3_600_000
const eve: CustomerId = orThrow(parseId('cus', 'cus_eve'))
const bob: CustomerId = orThrow(parseId('cus', 'cus_bob'))
const idOf = (name: string): TicketId => orThrow(parseId('tkt', `tkt_${name}`))

const mail: Contact = {
  channel: 'email',
  kind: 'incident',
  topic: null,
  receivedAt: addMs(start, hours(1)),
  automatic: false,
  codes: [],
  answered: null,
  requesterId: eve,
}

function ticketOf(name: string, change: Partial<Ticket> = {}): Ticket {
  const opening = {
    type: 'open',
    ticketId: idOf(name),
    number: 1,
    kind: 'incident',
    channel: 'email',
    requesterId: eve,
    message: null,
  } as const
  const events = orThrow(decideTicket(workflow, null, opening, { actor: { kind: 'system', id: 'mail' }, now: start }))
  const ticket = events.reduce<Ticket | null>(evolveTicket, null)
  if (ticket === null) throw new TypeError('no ticket')
  return { ...ticket, ...change }
}

const resolved = { category: 'resolved', status: 'resolved', resolvedAt: start } as const
const closed = { ...resolved, category: 'closed', status: 'closed', closedAt: start } as const

function context(tickets: readonly Ticket[], ...references: readonly ContactReference[]): ContactContext {
  return { references, tickets: new Map(tickets.map((ticket) => [ticket.id, { ticket, workflow }])) }
}

const named = (name: string, by: ContactReference['by'] = 'ticket'): ContactReference => ({ by, ticketId: idOf(name) })
const standard = orThrow(compileIntake(standardIntake))

describe('given a contact that refers to a ticket', () => {
  const reopenWindow = hours(672)
  it.each([
    ['open', {}, mail.receivedAt, 'append'],
    ['resolved, at the last instant of the reopen window', resolved, addMs(start, reopenWindow), 'append'],
    ['resolved, one millisecond after the reopen window', resolved, addMs(start, reopenWindow + 1), 'follow-up-of'],
    ['closed, which takes no replies by its workflow', closed, mail.receivedAt, 'follow-up-of'],
  ] as const)('that is %s: %j at %s leads to %s', (_, change, receivedAt, outcome) => {
    const decided = decideContact(standard, { ...mail, receivedAt }, context([ticketOf('a', change)], named('a')))
    expect(decided).toMatchObject({ outcome, ticketId: idOf('a'), matchedBy: 'ticket', rule: null })
  })

  it('goes on where the ticket goes on that it was merged into, over several merges', () => {
    const into = (name: string) => ({ ...closed, outcome: 'merged', mergedInto: { ticketId: idOf(name), from: 'open' } }) as const
    const chain = [ticketOf('a', into('b') as never), ticketOf('b', into('c') as never), ticketOf('c')]
    expect(decideContact(standard, mail, context(chain, named('a', 'thread')))).toMatchObject({
      outcome: 'append',
      ticketId: idOf('c'),
      addressedTo: idOf('a'),
      matchedBy: 'thread',
    })
    expect(decideContact(standard, mail, context(chain.slice(0, 2), named('a'))).outcome).toBe('open')
  })

  it('takes a number only from the requester of the ticket, unless the policy trusts anybody', () => {
    const quoted = context([ticketOf('a')], named('a', 'number'))
    expect(decideContact(standard, mail, quoted).outcome).toBe('append')
    expect(decideContact(standard, { ...mail, requesterId: bob }, quoted).outcome).toBe('open')
    expect(decideContact(standard, { ...mail, requesterId: null }, quoted).outcome).toBe('open')
    const trusting = orThrow(compileIntake({ ...standardIntake, numbersFrom: 'anybody' }))
    expect(decideContact(trusting, { ...mail, requesterId: bob }, quoted).outcome).toBe('append')
  })

  it('takes the first reference that leads somewhere', () => {
    const decided = decideContact(standard, mail, context([ticketOf('b')], named('gone'), named('b', 'thread')))
    expect(decided).toMatchObject({ outcome: 'append', ticketId: idOf('b'), matchedBy: 'thread' })
    expect(decided.explanation.because.slice(0, 2).map(({ key, holds }) => [key, holds])).toEqual([
      ['intake/refers-by-ticket', false],
      ['intake/refers-by-thread', true],
    ])
  })
})

describe('given what a machine sent', () => {
  const notice = { ...mail, automatic: true }
  it('is no request where it belongs to no ticket, and kept where it does', () => {
    expect(decideContact(standard, notice, context([]))).toMatchObject({ outcome: 'not-a-request', reason: 'automatic' })
    expect(decideContact(standard, notice, context([ticketOf('a')], named('a'))).outcome).toBe('append')
  })

  it('never opens anything, however late it comes', () => {
    const late = { ...notice, receivedAt: addMs(start, hours(10_000)) }
    expect(decideContact(standard, late, context([ticketOf('a', closed)], named('a')))).toMatchObject({
      outcome: 'not-a-request',
      reason: 'automatic',
    })
    expect(decideContact(standard, late, context([ticketOf('a', resolved)], named('a'))).outcome).toBe('append')
  })

  it('is no request where it is spam, whatever it refers to', () => {
    const spam = { ...mail, codes: ['spam'] }
    expect(decideContact(standard, spam, context([ticketOf('a')], named('a')))).toMatchObject({
      outcome: 'not-a-request',
      rule: 'spam',
    })
  })
})

describe('given a contact that was answered', () => {
  it('is answered at once where whoever took it in says so, or a rule does', () => {
    expect(decideContact(standard, { ...mail, answered: 'opening-hours' }, context([]))).toMatchObject({
      outcome: 'answered-at-once',
      reason: 'opening-hours',
      rule: null,
    })
    const when = {
      all: [
        { field: 'channel', equals: 'chat' },
        { field: 'codes', anyOf: ['self-service'] },
      ],
    }
    const intake = orThrow(compileIntake({ ...standardIntake, answeredAtOnce: [{ id: 'bot', when, reason: 'article' }] }))
    const chat = { ...mail, channel: 'chat', codes: ['self-service'] }
    expect(decideContact(intake, chat, context([]))).toMatchObject({
      outcome: 'answered-at-once',
      reason: 'article',
      rule: 'bot',
    })
  })
})

describe('given a rule for tickets of the same requester', () => {
  const intake = orThrow(
    compileIntake({ ...standardIntake, sameRequester: [{ id: 'again', within: 'PT1H', alike: ['kind', 'topic'] }] }),
  )
  it('finds the open one something happened to last, of several at once the first by identity', () => {
    const two = context([ticketOf('b'), ticketOf('a')])
    expect(decideContact(intake, mail, two)).toMatchObject({ outcome: 'append', ticketId: idOf('a'), rule: 'again' })
    const later = context([ticketOf('a'), ticketOf('b', { updatedAt: addMs(start, 1) })])
    expect(decideContact(intake, mail, later)).toMatchObject({ ticketId: idOf('b') })
  })

  it.each([
    ['another requester', { ...mail, requesterId: bob }, {}],
    ['nobody known', { ...mail, requesterId: null }, {}],
    ['another kind', { ...mail, kind: 'question' }, {}],
    ['one millisecond too long ago', { ...mail, receivedAt: addMs(start, hours(1) + 1) }, {}],
    ['a ticket that is done', mail, resolved],
  ])('finds nothing for %s', (_, contact, change) => {
    expect(decideContact(intake, contact, context([ticketOf('a', change)]))).toMatchObject({ outcome: 'open', matchedBy: null })
  })

  it('says why, in words', () => {
    const text = renderExplanation(decideContact(intake, mail, context([ticketOf('a')])).explanation, lifecycleMessages)
    expect(text).toContain('belongs to ticket tkt_a')
    expect(text).toContain('rule again finds an open ticket of the same requester')
  })
})
