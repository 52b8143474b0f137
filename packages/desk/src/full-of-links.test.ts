import { orThrow } from '@caseload/core'
import { expect, it } from 'vitest'
import { fixture, hours } from '../test/fixture.ts'

const from = { email: 'eve@example.com' }

it('turns no requester away where the ticket they write to holds no further link: they get a ticket, and it says that it is not linked', async () => {
  const { ada, clock, requester } = await fixture()
  const { ticket } = orThrow(await ada.openTicket({ from, channel: 'email', kind: 'incident', body: 'It burns.' }))
  for (let count = 0; count < 500; count += 1) {
    const other = orThrow(await ada.openTicket({ channel: 'email', kind: 'incident' })).ticket.id
    orThrow(await ada.link(ticket.id, { relation: 'related', otherId: other }))
  }
  orThrow(await ada.reply(ticket.id, { body: 'Out.' }))
  orThrow(await ada.cancel(ticket.id))
  clock.advance(hours(24 * 60))

  const late = orThrow(await requester(ticket.requesterId ?? '').receiveReply(ticket.id, { body: 'again' }))
  expect(late.ticket.id).not.toBe(ticket.id)
  expect(orThrow(await ada.ticket(late.ticket.id))?.links).toEqual([])
  const brought = orThrow(await ada.receiveReply(ticket.id, { body: 'and again' }))
  expect([brought.ticket.id === ticket.id, brought.ticket.links]).toEqual([false, []])
  expect(brought.explanations.map(({ key }) => key)).toContain('planner/follow-up-not-linked')
  const number = ticket.number ?? 0
  const contact = { channel: 'email', kind: 'incident', from, body: 'not fixed', refersTo: { number } } as const
  const taken = orThrow(await ada.receiveContact(contact))
  expect([taken.decided?.outcome, taken.ticket?.links, taken.ticket?.requesterId]).toEqual([
    'follow-up-of',
    [],
    ticket.requesterId,
  ])
  expect(taken.explanations.map(({ key }) => key)).toContain('planner/follow-up-not-linked')
  const again = orThrow(await ada.reopen(ticket.id))
  expect([again.ticket.id === ticket.id, again.ticket.links]).toEqual([false, []])
})
