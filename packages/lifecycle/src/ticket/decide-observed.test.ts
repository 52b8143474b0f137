import { orThrow, parseId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { actors, ada, assign, hour, lives, message, open, opening, resolve, ticketAfter, workflow } from '../../test/desk-day.ts'
import { decideObserved } from './decide-observed.ts'
import { evolveTicket } from './evolve-ticket.ts'
import { recordActivity } from './record-activity.ts'
import type { Ticket } from './ticket.ts'
import type { TicketCommand } from './ticket-commands.ts'

const importing = { actor: actors.system, now: hour(10) }
const observed = (ticket: Ticket | null, command: TicketCommand, context = importing) =>
  decideObserved(workflow, ticket, command, context)
const told = (ticket: Ticket | null, command: TicketCommand) =>
  orThrow(observed(ticket, command)).map(({ type, data }) => [type, data])
const at = (status: keyof typeof lives) => ticketAfter(lives[status] ?? [])

describe('given a row that the workflow allows', () => {
  it('is what a live command would be, cause and all', () => {
    expect(orThrow(observed(at('open'), { type: 'hold' }))).toMatchObject([
      { type: 'ticket-status-changed', data: { cause: 'hold', to: 'on-hold' } },
    ])
  })

  it('moves nothing that the log does not move', () => {
    expect(told(ticketAfter([open]), { type: 'assign', assigneeId: ada })).toEqual([
      ['ticket-assigned', { from: null, to: ada, teamId: null }],
    ])
    expect(told(at('pending'), { type: 'receive-reply', messageId: message }).map(([type]) => type)).toEqual(['message-added'])
  })

  it('says nothing where nothing changed', () => {
    expect(told(at('open'), { type: 'change-status', toStatus: 'open' })).toEqual([])
  })
})

describe('given a row that the workflow would have refused', () => {
  it.each<[string, keyof typeof lives, TicketCommand, string, string]>([
    ['without a way', 'resolved', { type: 'change-status', toStatus: 'pending' }, 'no-transition', 'pending'],
    ['against a guard', 'open', { type: 'resolve' }, 'guard-failed', 'resolved'],
    ['in another category', 'resolved', { type: 'resolve', code: 'again' }, 'not-in-this-category', 'resolved'],
    ['as merged, in nobody knows what', 'open', { type: 'cancel', outcome: 'merged' }, 'not-merged', 'closed'],
    ['to another category than the command’s', 'open', { type: 'hold', toStatus: 'pending' }, 'wrong-category', 'pending'],
  ])('follows the log %s, and says so', (_, status, command, reason, to) => {
    const events = orThrow(observed(at(status), command))
    expect(events[0]).toMatchObject({ type: 'deviation-recorded', data: { reason, command: command.type, from: status, to } })
    expect(events[1]).toMatchObject({ type: 'ticket-status-changed', data: { to, cause: 'observed' } })
    expect(events.reduce<Ticket | null>(evolveTicket, at(status))?.status).toBe(to)
  })

  it('follows it after the reopen window', () => {
    const events = orThrow(observed(at('closed'), { type: 'reopen' }, { ...importing, now: hour(2000) }))
    expect(events[0]?.data).toMatchObject({ reason: 'reopen-window-passed', from: 'closed', to: 'open' })
  })

  it('follows it where the actor might not, where the ticket is closed, where replies are refused', () => {
    const closed = at('closed')
    const bot = { actor: actors.bot, now: hour(10) }
    expect(orThrow(observed(at('open'), { type: 'hold' }, bot))[0]?.data).toMatchObject({
      reason: 'actor-not-allowed',
      to: 'on-hold',
    })
    expect(told(closed, { type: 'escalate' }).map(([type]) => type)).toEqual(['deviation-recorded', 'ticket-escalated'])
    expect(orThrow(observed(closed, { type: 'receive-reply', messageId: message }))).toMatchObject([
      { data: { reason: 'reply-refused', from: 'closed', to: 'closed' } },
      { type: 'message-added', data: { direction: 'inbound' } },
    ])
  })

  it('begins history with the opening where that is the deviation', () => {
    const first = { messageId: message, author: 'requester', visibility: 'public', automatic: false } as const
    const events = orThrow(observed(null, { ...opening, toStatus: 'resolved', message: first }))
    expect(events.map(({ type }) => type)).toEqual(['ticket-opened', 'deviation-recorded', 'message-added'])
    expect(events[1]?.data).toEqual({ reason: 'no-transition', command: 'open', from: 'resolved', to: 'resolved' })
    expect(events.reduce<Ticket | null>(evolveTicket, null)).toMatchObject({
      status: 'resolved',
      resolvedAt: hour(10),
      version: 3,
    })
  })

  it('withdraws what was promised where the log closes the ticket all the same', () => {
    const promiseId = orThrow(parseId('prm', 'prm_1'))
    const promised = ticketAfter([open, assign, ['agent', { type: 'promise-update', promiseId, dueAt: hour(400) }], resolve])
    const rows = told(promised, { type: 'close' })
    expect(rows.map(([type]) => type)).toEqual(['deviation-recorded', 'ticket-status-changed', 'promise-withdrawn'])
    expect(rows[0]?.[1]).toMatchObject({ reason: 'obligations-open' })
    expect(rows[2]?.[1]).toEqual({ promiseId, dueAt: hour(400), reason: 'solved' })
  })

  it('leaves nothing but the deviation where the row changes nothing', () => {
    expect(told(at('open'), { type: 'resume' })).toEqual([
      ['deviation-recorded', { reason: 'not-in-this-category', command: 'resume', from: 'open', to: 'open' }],
    ])
  })
})

describe('given a row that cannot be followed', () => {
  it.each<[string, Ticket | null, TicketCommand]>([
    ['ticket/unknown-status', at('open'), { type: 'change-status', toStatus: 'lost' }],
    ['ticket/unknown-status', null, { ...opening, toStatus: 'lost' }],
    ['ticket/invalid-command', at('open'), { type: 'escalate', level: 12 }],
    ['ticket/invalid-command', at('closed'), { type: 'escalate', level: 12 }],
    ['ticket/not-opened', null, { type: 'hold' }],
    ['ticket/already-opened', at('open'), opening],
  ])('refuses it as %s', (kind, ticket, command) => {
    expect(observed(ticket, command)._unsafeUnwrapErr()).toMatchObject({ kind, command: command.type })
  })
})

describe('given the rows themselves', () => {
  const activity = { code: 'Accepted/In Progress', attributes: { group: 'G96' } }

  it('keeps each as an event that changes nothing, never before the last one', () => {
    const ticket = ticketAfter([open, assign])
    const [event] = recordActivity(ticket, activity, { actor: 'system:import', now: hour(0) })
    expect(event).toEqual({ type: 'activity-recorded', at: hour(1), actor: 'system:import', data: activity })
    expect(event && evolveTicket(ticket, event)).toEqual({ ...ticket, version: ticket.version + 1 })
  })

  it('keeps none before the opening', () => {
    expect(recordActivity(null, activity, { actor: 'system:import', now: hour(0) })).toEqual([])
  })
})
