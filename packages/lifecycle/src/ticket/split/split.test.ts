import { orThrow, parseId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { actors, close, hour, open, resolve, type Step, ticketAfter } from '../../../test/desk-day.ts'
import { as, other, outcomeOf } from '../../../test/given-command.ts'
import { evolveTicket } from '../evolve-ticket.ts'
import type { Ticket } from '../ticket.ts'
import { takeOver } from './decide-split.ts'

const msg = (token: string) => orThrow(parseId('msg', `msg_${token}`))
const note = (token: string): Step => ['agent', { type: 'note', messageId: msg(token) }]
const split = (...tokens: readonly string[]) => ({ type: 'split', messageIds: tokens.map(msg), newTicketId: other }) as const
const three: readonly Step[] = [open, note('1'), note('2'), note('3')]

describe('given messages of another matter', () => {
  it('lets go of them and counts the rest', () => {
    expect(outcomeOf(three, split('1', '3'))).toEqual([['messages-split-off', { to: other, messageIds: [msg('1'), msg('3')] }]])
    expect(ticketAfter([...three, ['agent', split('1', '3')]]).messageCount).toBe(1)
  })

  it.each([
    ['all of them', three, split('1', '2', '3'), { kind: 'ticket/nothing-left', messages: 3 }],
    ['one named twice', three, split('1', '1'), { kind: 'ticket/invalid-command', path: 'messageIds' }],
    ['none', three, split(), { kind: 'ticket/invalid-command', path: 'messageIds' }],
    ['those of a closed ticket', [...three, resolve, close], split('1'), { kind: 'ticket/not-in-this-category' }],
  ] as const)('refuses %s', (_, before, command, refusal) => {
    expect(outcomeOf(before, command)).toMatchObject(refusal)
  })

  it('is for people', () => {
    expect(outcomeOf(three, split('1'), actors.bot)).toMatchObject({ kind: 'ticket/actor-not-allowed' })
  })
})

describe('given messages that are taken over', () => {
  it('counts them, and the requester’s as of when they were written', () => {
    const fresh = as(other, [open])
    const message = {
      direction: 'inbound',
      visibility: 'public',
      author: 'requester',
      automatic: false,
      channel: 'email',
    } as const
    const messages = [
      { ...message, messageId: msg('1'), writtenAt: hour(3) },
      { ...message, messageId: msg('2'), writtenAt: hour(2) },
      { ...message, messageId: msg('3'), writtenAt: hour(4), automatic: true },
    ]
    const events = takeOver(fresh, ticketAfter(three).id, messages, { actor: actors.agent, now: hour(9) })
    expect(events.map(({ type }) => type)).toEqual(['message-taken-over', 'message-taken-over', 'message-taken-over'])
    const after = events.reduce<Ticket | null>(evolveTicket, fresh)
    expect([after?.messageCount, after?.lastRequesterMessageAt]).toEqual([3, hour(3)])
  })
})
