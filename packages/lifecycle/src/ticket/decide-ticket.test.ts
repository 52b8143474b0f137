import { addMs, orThrow } from '@caseload/core'
import { given } from '@caseload/core/testing'
import { describe, expect, it } from 'vitest'
import {
  actors,
  ada,
  assign,
  bob,
  decider,
  eve,
  folded,
  hour,
  lived,
  lives,
  mail,
  message,
  network,
  open,
  opening,
  type Step,
  ticketAfter,
  variant,
  workflow,
} from '../../test/desk-day.ts'
import { standardWorkflow } from '../workflow/standard-workflow.ts'
import { allowedCommands } from './allowed-commands.ts'
import { decideTicket } from './decide-ticket.ts'
import type { Ticket } from './ticket.ts'
import type { TicketCommand } from './ticket-commands.ts'
import { ticketDecider } from './ticket-decider.ts'
import type { TicketEvent } from './ticket-events.ts'

const { agent, bot, requester, system } = actors
const later = hour(10)
const events = (ticket: Ticket | null, command: TicketCommand, actor = agent, now = later): readonly TicketEvent[] =>
  orThrow(decideTicket(workflow, ticket, command, { actor, now }))
const types = (ticket: Ticket | null, command: TicketCommand, actor = agent, now = later) =>
  events(ticket, command, actor, now).map(({ type }) => type)
const refusal = (ticket: Ticket | null, command: TicketCommand, actor = agent, now = later) =>
  decideTicket(workflow, ticket, command, { actor, now })._unsafeUnwrapErr()
const at = (status: keyof typeof lives): Ticket => ticketAfter(lives[status] ?? [])
const moved = (ticket: Ticket | null, command: TicketCommand, actor = agent, now = later) =>
  events(ticket, command, actor, now).flatMap((event) =>
    event.type === 'ticket-status-changed'
      ? [
          {
            from: event.data.from,
            to: event.data.to,
            cause: event.data.cause,
            outcome: event.data.outcome,
            code: event.data.resolutionCode,
          },
        ]
      : [],
  )

describe('open', () => {
  it('brings a ticket into being in the first initial status, with defaults for what nobody said', () => {
    const data = {
      ticketId: opening.ticketId,
      number: 1,
      workflow: { id: 'standard', version: 1 },
      catalogue: null,
      status: 'new',
      category: 'new',
      kind: 'incident',
      channel: 'email',
      requesterId: eve,
      priority: 'normal',
      impact: null,
      urgency: null,
      topic: null,
      level: 1,
      teamId: null,
      assigneeId: null,
      tags: [],
      attributes: {},
    } as const
    given(decider, [])
      .when(opening, { actor: agent, now: hour(0) })
      .then([{ type: 'ticket-opened', at: hour(0), actor: 'agent:agt_ada', data }])
  })

  it('sorts labels and fields, each once, and drops fields without a value', () => {
    const [opened] = events(null, { ...opening, tags: ['vpn', 'mac', 'vpn'], attributes: { site: 'hki', floor: 3, gone: null } })
    expect(opened?.data).toMatchObject({ tags: ['mac', 'vpn'] })
    expect(JSON.stringify(opened?.data)).toContain('"attributes":{"floor":3,"site":"hki"}')
  })

  it.each([
    ['requester', 'public', 'inbound'],
    ['agent', 'public', 'outbound'],
    ['agent', 'internal', 'internal'],
  ] as const)('takes a first message of %s, %s, as %s', (author, visibility, direction) => {
    const command = { ...opening, message: { messageId: message, author, visibility, automatic: false } } as const
    expect(events(null, command)[1]).toMatchObject({
      type: 'message-added',
      data: { author, visibility, direction, channel: 'email' },
    })
  })

  it('takes another initial status', () => {
    expect(events(null, { ...opening, toStatus: 'open' })[0]?.data).toMatchObject({ status: 'open', category: 'open' })
  })

  it('refuses a status that is not initial', () => {
    expect(refusal(null, { ...opening, toStatus: 'closed' })).toMatchObject({
      kind: 'ticket/no-transition',
      toStatus: 'closed',
      status: null,
      allowedNow: [{ command: 'open', to: ['new', 'open'], needs: [] }],
    })
  })

  it('refuses a second opening', () => {
    expect(refusal(at('new'), opening).kind).toBe('ticket/already-opened')
  })

  it.each([
    ['priority', { priority: 'urgent' }],
    ['level', { level: 2 }],
    ['teamId', { teamId: network }],
    ['assigneeId', { assigneeId: ada }],
    ['message.author', { message: { messageId: message, author: 'agent', visibility: 'public', automatic: false } }],
    ['message.visibility', { message: { messageId: message, author: 'requester', visibility: 'internal', automatic: false } }],
  ] as const)('refuses a requester who says %s', (path, particulars) => {
    expect(refusal(null, { ...opening, ...particulars }, requester)).toMatchObject({ kind: 'ticket/invalid-command', path })
  })

  it('lets only the system put words in somebody else’s mouth', () => {
    const command = { ...opening, message: { messageId: message, author: 'bot', visibility: 'public', automatic: true } } as const
    expect(refusal(null, command)).toMatchObject({ path: 'message.author', expected: 'requester or agent' })
    expect(types(null, command, system)).toEqual(['ticket-opened', 'message-added'])
  })
})

describe('any other command', () => {
  it('is refused while there is no ticket, and told to open one', () => {
    given(decider, [])
      .when({ type: 'hold' }, { actor: agent, now: hour(0) })
      .thenRefused({
        kind: 'ticket/not-opened',
        message: 'hold refused: there is no ticket yet',
        command: 'hold',
        status: null,
        allowedNow: [{ command: 'open', to: ['new', 'open'], needs: [] }],
      })
  })
})

describe('classify', () => {
  const known: Step = ['agent', { type: 'classify', topic: 'network', tags: ['vpn'], attributes: { site: 'hki' } }]
  const ticket = ticketAfter([open, known])

  it('records the whole classification and the fields that changed', () => {
    expect(events(ticket, { type: 'classify', kind: 'problem', attributes: { site: null, floor: 3 } })[0]).toMatchObject({
      type: 'ticket-classified',
      data: { kind: 'problem', topic: 'network', tags: ['vpn'], attributes: { floor: 3, site: null } },
    })
  })

  it('does nothing where all is known already', () => {
    expect(events(ticket, { type: 'classify', tags: ['vpn', 'vpn'], attributes: { site: 'hki', floor: null } })).toEqual([])
  })

  it('is refused on a closed ticket', () => {
    expect(refusal(at('closed'), { type: 'classify', topic: null })).toMatchObject({
      kind: 'ticket/not-in-this-category',
      category: 'closed',
    })
  })
})

describe('prioritise', () => {
  it('records what the urgency now is', () => {
    expect(events(at('new'), { type: 'prioritise', priority: 'high', impact: 'site' })[0]).toMatchObject({
      type: 'ticket-prioritised',
      data: { from: 'normal', to: 'high', impact: 'site', urgency: null },
    })
  })

  it('does nothing where all is known already', () => {
    expect(events(at('new'), { type: 'prioritise', priority: 'normal', urgency: null })).toEqual([])
  })

  it('is never a requester’s to give', () => {
    expect(refusal(at('new'), { type: 'prioritise', priority: 'urgent' }, requester)).toMatchObject({
      kind: 'ticket/actor-not-allowed',
      allowedActors: ['agent', 'bot', 'system'],
    })
  })
})

describe('assign', () => {
  it('gives the ticket to the agent and opens a new one', () => {
    const sent = events(at('new'), { type: 'assign', assigneeId: ada, teamId: network })
    expect(sent.map(({ type, data }) => [type, data])).toEqual([
      ['ticket-transferred', { from: null, to: network }],
      ['ticket-assigned', { from: null, to: ada, teamId: network }],
      [
        'ticket-status-changed',
        {
          from: 'new',
          to: 'open',
          fromCategory: 'new',
          toCategory: 'open',
          cause: 'assign',
          outcome: null,
          resolutionCode: null,
        },
      ],
    ])
  })

  it('does nothing where the agent has it already', () => {
    expect(events(at('open'), { type: 'assign', assigneeId: ada })).toEqual([])
  })

  it('is refused on a closed ticket, and to a bot', () => {
    expect(refusal(at('closed'), { type: 'assign', assigneeId: ada }).kind).toBe('ticket/not-in-this-category')
    expect(refusal(at('new'), { type: 'assign', assigneeId: ada }, bot).kind).toBe('ticket/actor-not-allowed')
  })

  it('is refused where the workflow says so', () => {
    const rules = variant({ onAssign: { resolved: { do: 'refuse' } } })
    const decided = decideTicket(rules, at('resolved'), { type: 'assign', assigneeId: bob }, { actor: agent, now: later })
    expect(decided._unsafeUnwrapErr().kind).toBe('ticket/not-in-this-category')
  })
})

describe('unassign', () => {
  it('takes the ticket from its agent; the team keeps it', () => {
    const ticket = ticketAfter([open, ['agent', { type: 'assign', assigneeId: ada, teamId: network }]])
    expect(events(ticket, { type: 'unassign' })[0]).toMatchObject({
      type: 'ticket-unassigned',
      data: { from: ada, teamId: network },
    })
  })

  it('does nothing where nobody has it', () => {
    expect(events(at('new'), { type: 'unassign' })).toEqual([])
  })

  it('is refused on a closed ticket', () => {
    expect(refusal(at('closed'), { type: 'unassign' }).kind).toBe('ticket/not-in-this-category')
  })
})

describe('transfer', () => {
  const ticket = ticketAfter([open, ['agent', { type: 'assign', assigneeId: ada, teamId: network }]])

  it('hands the ticket over, and its agent lets go of it', () => {
    expect(events(ticket, { type: 'transfer', teamId: mail }).map(({ type, data }) => [type, data])).toEqual([
      ['ticket-unassigned', { from: ada, teamId: network }],
      ['ticket-transferred', { from: network, to: mail }],
    ])
  })

  it('gives it to an agent of the new team where one is named', () => {
    expect(events(ticket, { type: 'transfer', teamId: mail, assigneeId: bob }).map(({ type, data }) => [type, data])).toEqual([
      ['ticket-transferred', { from: network, to: mail }],
      ['ticket-assigned', { from: ada, to: bob, teamId: mail }],
    ])
  })

  it('does nothing where the team has it already', () => {
    expect(events(ticket, { type: 'transfer', teamId: network })).toEqual([])
  })

  it('is refused on a closed ticket', () => {
    expect(refusal(at('closed'), { type: 'transfer', teamId: mail }).kind).toBe('ticket/not-in-this-category')
  })
})

describe('escalate', () => {
  const ticket = ticketAfter([open, ['agent', { type: 'assign', assigneeId: ada, teamId: network }]])

  it('moves to the next line and leaves the agent', () => {
    expect(events(ticket, { type: 'escalate' }).map(({ type, data }) => [type, data])).toEqual([
      ['ticket-escalated', { from: 1, to: 2 }],
    ])
  })

  it('hands back to a lower line, to another team whose agent is still to be found', () => {
    const third = ticketAfter([open, assign, ['agent', { type: 'escalate', level: 3 }]])
    expect(events(third, { type: 'escalate', level: 1, teamId: mail }).map(({ type, data }) => [type, data])).toEqual([
      ['ticket-unassigned', { from: ada, teamId: null }],
      ['ticket-escalated', { from: 3, to: 1 }],
      ['ticket-transferred', { from: null, to: mail }],
    ])
  })

  it('does nothing where line and team are the present ones', () => {
    expect(events(ticket, { type: 'escalate', level: 1, teamId: network })).toEqual([])
  })

  it('refuses a line after the ninth, named or next', () => {
    const ninth = ticketAfter([open, ['agent', { type: 'escalate', level: 9 }]])
    expect(refusal(ninth, { type: 'escalate' })).toMatchObject({ kind: 'ticket/invalid-command', path: 'level' })
    expect(refusal(ninth, { type: 'escalate', level: 10 })).toMatchObject({ kind: 'ticket/invalid-command', path: 'level' })
  })
})

describe('reply', () => {
  it('adds a public message and opens a new ticket', () => {
    expect(
      events(at('new'), { type: 'reply', messageId: message, channel: 'phone' }).map(({ type, data }) => [type, data]),
    ).toEqual([
      [
        'message-added',
        {
          messageId: message,
          direction: 'outbound',
          visibility: 'public',
          author: 'agent',
          automatic: false,
          teamId: null,
          authorTeamId: null,
          channel: 'phone',
        },
      ],
      [
        'ticket-status-changed',
        { from: 'new', to: 'open', fromCategory: 'new', toCategory: 'open', cause: 'reply', outcome: null, resolutionCode: null },
      ],
    ])
  })

  it.each<[string, readonly string[] | undefined, string | null]>([
    ['works in another team: that one', ['team_b'], 'team_b'],
    ['works in several others: the first by id', ['team_c', 'team_b'], 'team_b'],
    ['works in its team, too: none', ['team_b', network], null],
    ['works in teams of other systems only: none', ['Back office'], null],
    ['says no team: none', undefined, null],
  ])('names, of an author who %s', (_, teams, expected) => {
    const ticket: Ticket = { ...at('open'), teamId: network }
    const actor = teams === undefined ? agent : { ...agent, teams }
    for (const type of ['reply', 'note'] as const) {
      const named = events(ticket, { type, messageId: message }, actor).map((event) =>
        event.type === 'message-added' ? [event.data.teamId, event.data.authorTeamId] : [],
      )
      expect(named[0]).toEqual([network, expected])
    }
  })

  it('leaves the status where a machine sends it unasked, or the system does', () => {
    expect(types(at('new'), { type: 'reply', messageId: message, automatic: true }, bot)).toEqual(['message-added'])
    expect(types(at('new'), { type: 'reply', messageId: message }, system)).toEqual(['message-added'])
  })

  it('is refused on a closed ticket, and where the workflow says so', () => {
    expect(refusal(at('closed'), { type: 'reply', messageId: message }).kind).toBe('ticket/not-in-this-category')
    const rules = variant({ onAgentReply: { resolved: { do: 'refuse' } } })
    const decided = decideTicket(rules, at('resolved'), { type: 'reply', messageId: message }, { actor: agent, now: later })
    expect(decided._unsafeUnwrapErr()).toMatchObject({ kind: 'ticket/reply-refused', category: 'resolved' })
  })
})

describe('note', () => {
  it('stays among staff and is taken even on a closed ticket', () => {
    expect(events(at('closed'), { type: 'note', messageId: message })[0]?.data).toMatchObject({
      direction: 'internal',
      visibility: 'internal',
      author: 'agent',
    })
  })

  it('is never a requester’s to leave', () => {
    expect(refusal(at('open'), { type: 'note', messageId: message }, requester).kind).toBe('ticket/actor-not-allowed')
  })
})

describe('receive-reply', () => {
  const reply = { type: 'receive-reply', messageId: message } as const

  it.each(['pending', 'resolved'] as const)('moves a %s ticket to open, whoever takes the message in', (status) => {
    for (const actor of [requester, agent, bot, system]) {
      expect(moved(at(status), reply, actor)).toEqual([
        { from: status, to: 'open', cause: 'receive-reply', outcome: null, code: null },
      ])
    }
  })

  it('is the requester’s message, whoever takes it in', () => {
    expect(events(at('open'), reply, system)[0]?.data).toMatchObject({ author: 'requester', direction: 'inbound' })
  })

  it('records an automatic message and leaves the status', () => {
    expect(types(at('pending'), { ...reply, automatic: true })).toEqual(['message-added'])
  })

  it('records it and leaves the status where the way back is closed', () => {
    const ticket = at('resolved')
    const lastChance = addMs(ticket.resolvedAt ?? later, workflow.reopenWindowMs ?? 0)
    expect(types(ticket, reply, requester, lastChance)).toEqual(['message-added', 'ticket-status-changed'])
    expect(types(ticket, reply, requester, addMs(lastChance, 1))).toEqual(['message-added'])
  })

  it('asks the guards about the requester, not about who takes it in', () => {
    const transitions = standardWorkflow.transitions.map((each) =>
      each.to === 'open' && each.from !== 'new' ? { ...each, by: ['agent' as const] } : each,
    )
    const rules = variant({ transitions })
    expect(orThrow(decideTicket(rules, at('pending'), reply, { actor: agent, now: later })).map(({ type }) => type)).toEqual([
      'message-added',
    ])
  })

  it('is refused where the workflow takes no replies', () => {
    expect(refusal(at('closed'), reply, requester)).toMatchObject({ kind: 'ticket/reply-refused', category: 'closed' })
  })
})

describe('request-information', () => {
  it('asks, and waits for the requester', () => {
    expect(types(at('open'), { type: 'request-information', messageId: message })).toEqual([
      'message-added',
      'ticket-status-changed',
    ])
    expect(moved(at('open'), { type: 'request-information', messageId: null })[0]).toMatchObject({
      to: 'pending',
      cause: 'request-information',
    })
  })

  it('is refused while it waits already', () => {
    expect(refusal(at('pending'), { type: 'request-information', messageId: null })).toMatchObject({
      kind: 'ticket/not-in-this-category',
      category: 'pending',
    })
  })
})

describe('hold and resume', () => {
  it('waits for a third party, from new, open and pending', () => {
    for (const status of ['new', 'open', 'pending'] as const)
      expect(moved(at(status), { type: 'hold' })[0]).toMatchObject({ from: status, to: 'on-hold' })
  })

  it('goes back to the status before the pause, through several pauses', () => {
    const paused = ticketAfter([open, ['agent', { type: 'request-information', messageId: null }], ['agent', { type: 'hold' }]])
    expect(paused.pausedFrom).toBe('new')
    expect(moved(paused, { type: 'resume' })).toEqual([
      { from: 'on-hold', to: 'new', cause: 'resume', outcome: null, code: null },
    ])
  })

  it('goes to the default open status where no way leads back', () => {
    const rules = variant({ transitions: standardWorkflow.transitions.filter(({ to }) => to !== 'new') })
    const paused = ticketAfter([open, ['agent', { type: 'hold' }]], rules)
    expect(ticketAfter([open, ['agent', { type: 'hold' }], ['agent', { type: 'resume' }]], rules).status).toBe('open')
    expect(paused.pausedFrom).toBe('new')
  })

  it('goes to the status that the workflow names', () => {
    const rules = variant({ resumesTo: { status: 'open' } })
    expect(ticketAfter([open, ['agent', { type: 'hold' }], ['agent', { type: 'resume' }]], rules).status).toBe('open')
  })

  it('refuses to resume what is not paused, and to hold what is resolved', () => {
    expect(refusal(at('open'), { type: 'resume' })).toMatchObject({ kind: 'ticket/not-in-this-category', category: 'open' })
    expect(refusal(at('resolved'), { type: 'hold' }).kind).toBe('ticket/not-in-this-category')
  })
})

describe('resolve', () => {
  it('ends with an outcome and a code', () => {
    expect(moved(at('open'), { type: 'resolve', code: 'fixed' })).toEqual([
      { from: 'open', to: 'resolved', cause: 'resolve', outcome: 'solved', code: 'fixed' },
    ])
    expect(moved(at('pending'), { type: 'resolve', code: 'known', outcome: 'duplicate' })[0]).toMatchObject({
      outcome: 'duplicate',
    })
  })

  it('is refused without the code the way asks for, naming it and what would help', () => {
    const refused = refusal(at('open'), { type: 'resolve' })
    expect(refused).toMatchObject({
      kind: 'ticket/guard-failed',
      status: 'open',
      toStatus: 'resolved',
      failed: [{ guard: 'requires', expected: ['resolutionCode'], found: [null] }],
      alternatives: [],
      message: 'resolve refused: the way from open to resolved is not open',
    })
    expect(refused.allowedNow).toContainEqual({ command: 'resolve', to: ['resolved'], needs: ['resolutionCode'] })
  })

  it('is refused where it is resolved already, and to the requester', () => {
    expect(refusal(at('resolved'), { type: 'resolve', code: 'again' }).kind).toBe('ticket/not-in-this-category')
    expect(refusal(at('open'), { type: 'resolve', code: 'fixed' }, requester).kind).toBe('ticket/actor-not-allowed')
  })

  it('refuses a status of another category', () => {
    expect(refusal(at('open'), { type: 'resolve', toStatus: 'closed' })).toMatchObject({
      kind: 'ticket/wrong-category',
      toStatus: 'closed',
      expected: ['resolved'],
    })
  })
})

describe('reopen', () => {
  it('takes up a resolved or closed ticket again', () => {
    expect(moved(at('resolved'), { type: 'reopen' }, requester)).toEqual([
      { from: 'resolved', to: 'open', cause: 'reopen', outcome: null, code: null },
    ])
    expect(moved(at('closed'), { type: 'reopen' }, requester)[0]).toMatchObject({ from: 'closed', to: 'open' })
  })

  it('is refused on an open ticket', () => {
    expect(refusal(at('open'), { type: 'reopen' })).toMatchObject({ kind: 'ticket/not-in-this-category', category: 'open' })
  })
})

describe('given a solved ticket at the end of its reopen window', () => {
  const ticket = at('closed')
  const deadline = addMs(ticket.resolvedAt ?? later, workflow.reopenWindowMs ?? 0)

  it('lets it come back at the last instant', () => {
    expect(moved(ticket, { type: 'reopen' }, requester, deadline)).toHaveLength(1)
  })

  it('refuses a reopen one millisecond later, naming the deadline', () => {
    expect(refusal(ticket, { type: 'reopen' }, requester, addMs(deadline, 1))).toMatchObject({
      kind: 'ticket/reopen-window-passed',
      allowedUntil: deadline,
    })
  })

  it('refuses it by name, too, and closed to resolved as a way round it', () => {
    const rules = variant({ transitions: [...standardWorkflow.transitions, { from: 'closed', to: 'resolved' }] })
    for (const toStatus of ['open', 'resolved']) {
      const decided = decideTicket(rules, ticket, { type: 'change-status', toStatus }, { actor: agent, now: addMs(deadline, 1) })
      expect(decided._unsafeUnwrapErr().kind).toBe('ticket/reopen-window-passed')
    }
  })

  it('does not begin a new window by moving about among resolved and closed', () => {
    const rules = variant({ transitions: [...standardWorkflow.transitions, { from: 'closed', to: 'resolved' }] })
    const back = ticketAfter([...(lives['closed'] ?? []), ['agent', { type: 'change-status', toStatus: 'resolved' }]], rules)
    expect([back.status, back.resolvedAt, back.reopenCount]).toEqual(['resolved', ticket.resolvedAt, 0])
  })

  it('counts from the closing where the ticket was never resolved', () => {
    const cancelled = ticketAfter([open, ['agent', { type: 'cancel' }, hour(5)]])
    const end = addMs(hour(5), workflow.reopenWindowMs ?? 0)
    expect(moved(cancelled, { type: 'reopen' }, agent, end)).toHaveLength(1)
    expect(refusal(cancelled, { type: 'reopen' }, agent, addMs(end, 1))).toMatchObject({ allowedUntil: end })
  })

  it('lets it come back for ever where there is no window', () => {
    const decided = decideTicket(
      variant({ reopenWindow: null }),
      ticket,
      { type: 'reopen' },
      { actor: agent, now: addMs(deadline, 1e12) },
    )
    expect(decided.isOk()).toBe(true)
  })
})

describe('close and cancel', () => {
  it('closes a resolved ticket with the outcome it has', () => {
    expect(moved(at('resolved'), { type: 'close' }, requester)).toEqual([
      { from: 'resolved', to: 'closed', cause: 'close', outcome: 'solved', code: 'fixed' },
    ])
  })

  it('refuses to close what was never resolved, saying which condition failed with what', () => {
    const refused = refusal(at('open'), { type: 'close' })
    expect(refused).toMatchObject({
      kind: 'ticket/guard-failed',
      failed: [{ guard: 'when', expected: ['outcome'], found: ['solved'] }],
    })
    expect(refused.allowedNow).toContainEqual({ command: 'cancel', to: ['closed'], needs: [] })
  })

  it('cancels what is no longer wanted', () => {
    expect(moved(at('new'), { type: 'cancel' }, requester)).toEqual([
      { from: 'new', to: 'closed', cause: 'cancel', outcome: 'cancelled', code: null },
    ])
    expect(moved(at('resolved'), { type: 'cancel', outcome: 'spam' })[0]).toMatchObject({ outcome: 'spam' })
  })

  it('refuses both on a closed ticket', () => {
    expect(refusal(at('closed'), { type: 'close' }).kind).toBe('ticket/not-in-this-category')
    expect(refusal(at('closed'), { type: 'cancel' }).kind).toBe('ticket/not-in-this-category')
  })
})

describe('change-status', () => {
  it('moves by name, under the same guards', () => {
    expect(moved(at('open'), { type: 'change-status', toStatus: 'resolved', code: 'fixed' })).toEqual([
      { from: 'open', to: 'resolved', cause: 'change-status', outcome: 'solved', code: 'fixed' },
    ])
    expect(refusal(at('open'), { type: 'change-status', toStatus: 'resolved' }).kind).toBe('ticket/guard-failed')
    expect(refusal(at('resolved'), { type: 'change-status', toStatus: 'pending' })).toMatchObject({
      kind: 'ticket/no-transition',
      toStatus: 'pending',
    })
  })

  it('does nothing where the ticket stands there already', () => {
    expect(events(at('open'), { type: 'change-status', toStatus: 'open' })).toEqual([])
    expect(events(at('resolved'), { type: 'change-status', toStatus: 'resolved' })).toEqual([])
  })

  it('resolves anew with another code only where a way leads from the status to itself', () => {
    const again = { type: 'change-status', toStatus: 'resolved', code: 'replaced' } as const
    expect(refusal(at('resolved'), again).kind).toBe('ticket/no-transition')
    const rules = variant({ transitions: [...standardWorkflow.transitions, { from: 'resolved', to: 'resolved' }] })
    const ticket = ticketAfter([...(lives['resolved'] ?? []), ['agent', again]], rules)
    expect([ticket.resolutionCode, ticket.resolvedAt]).toEqual(['replaced', at('resolved').resolvedAt])
  })

  it('refuses a status the workflow does not have, and a requester', () => {
    expect(refusal(at('open'), { type: 'change-status', toStatus: 'lost' })).toMatchObject({
      kind: 'ticket/unknown-status',
      toStatus: 'lost',
    })
    expect(refusal(at('open'), { type: 'change-status', toStatus: 'closed' }, requester).kind).toBe('ticket/actor-not-allowed')
  })
})

describe('given several ways to one status', () => {
  const transitions = [
    ...standardWorkflow.transitions,
    { from: 'resolved', to: 'pending', roles: ['lead'], by: ['agent' as const] },
    { from: 'resolved', to: 'pending', when: { field: 'priority', equals: 'urgent' } },
  ] as const
  const rules = variant({ transitions })
  const command = { type: 'change-status', toStatus: 'pending' } as const

  it('takes any of them that is open', () => {
    const urgent = ticketAfter([...(lives['resolved'] ?? []), ['agent', { type: 'prioritise', priority: 'urgent' }]])
    expect(decideTicket(rules, urgent, command, { actor: agent, now: later }).isOk()).toBe(true)
    const lead = { ...agent, roles: ['lead'] }
    expect(decideTicket(rules, at('resolved'), command, { actor: lead, now: later }).isOk()).toBe(true)
  })

  it('names the guards of the nearest, and of the others', () => {
    expect(decideTicket(rules, at('resolved'), command, { actor: system, now: later })._unsafeUnwrapErr()).toMatchObject({
      failed: [{ guard: 'when', expected: ['priority'], found: ['normal'] }],
      alternatives: [
        [
          { guard: 'by', expected: ['agent'], found: ['system'] },
          { guard: 'roles', expected: ['lead'], found: [] },
        ],
      ],
    })
  })
})

describe('given a workflow without a category', () => {
  const rules = variant({
    statuses: standardWorkflow.statuses.filter(({ id }) => id !== 'on-hold'),
    defaults: { new: 'new', open: 'open', pending: 'pending', resolved: 'resolved', closed: 'closed' },
    transitions: [
      { from: 'new', to: 'open' },
      { from: 'open', to: 'pending' },
      { from: 'pending', to: 'open' },
      { from: 'open', to: 'resolved' },
      { from: 'resolved', to: 'closed' },
    ],
    reopenWindow: null,
    onRequesterReply: {},
  })

  it('refuses the command that leads there', () => {
    const decided = decideTicket(rules, at('open'), { type: 'hold' }, { actor: agent, now: later })
    expect(decided._unsafeUnwrapErr()).toMatchObject({ kind: 'ticket/no-such-category', expected: ['on-hold'] })
  })

  it('lets a ticket whose status it does not know do everything that needs no way from there', () => {
    const ticket = at('on-hold')
    expect(decideTicket(rules, ticket, { type: 'note', messageId: message }, { actor: agent, now: later }).isOk()).toBe(true)
    expect(decideTicket(rules, ticket, { type: 'resume' }, { actor: agent, now: later })._unsafeUnwrapErr().kind).toBe(
      'ticket/no-transition',
    )
    expect(allowedCommands(rules, ticket, agent, later).map(({ command }) => command)).not.toContain('change-status')
  })
})

describe('given a clock that steps back', () => {
  it('happens at the ticket’s last event, and is not refused', () => {
    given(decider, lived([open, ['agent', { type: 'prioritise', priority: 'high' }, hour(5)]]))
      .when({ type: 'prioritise', priority: 'low' }, { actor: agent, now: hour(1) })
      .then([
        {
          type: 'ticket-prioritised',
          at: hour(5),
          actor: 'agent:agt_ada',
          data: { from: 'high', to: 'low', impact: null, urgency: null },
        },
      ])
  })

  it('asks guards and windows about that instant, too', () => {
    const ticket = at('resolved')
    const touched = folded([
      ...lived(lives['resolved'] ?? []),
      { type: 'ticket-reminded', at: hour(2000), actor: 'system:desk', data: { dueAt: hour(1) } },
    ])
    expect(refusal(touched, { type: 'reopen' }, agent, ticket.updatedAt).kind).toBe('ticket/reopen-window-passed')
  })
})

describe('given a command outside its documented shape', () => {
  const long = 'x'.repeat(65)
  it.each<[string, object]>([
    ['type', { type: 'explode' }],
    ['type', { type: '__proto__' }],
    ['toStatus', { type: 'hold', toStatus: 'On Hold' }],
    ['toStatus', { type: 'change-status' }],
    ['code', { type: 'resolve', code: '' }],
    ['code', { type: 'resolve', code: long }],
    ['code', { type: 'resolve', code: 'a\nb' }],
    ['outcome', { type: 'resolve', outcome: 'won' }],
    ['outcome', { type: 'cancel', outcome: 'solved' }],
    ['level', { type: 'escalate', level: 0 }],
    ['level', { type: 'escalate', level: 1.5 }],
    ['teamId', { type: 'escalate', teamId: 'network' }],
    ['assigneeId', { type: 'assign', assigneeId: 'Ada Lovelace' }],
    ['assigneeId', { type: 'assign' }],
    ['teamId', { type: 'transfer', teamId: null }],
    ['messageId', { type: 'note', messageId: 7 }],
    ['automatic', { type: 'reply', messageId: message, automatic: 'yes' }],
    ['channel', { type: 'reply', messageId: message, channel: long }],
    ['messageId', { type: 'request-information' }],
    ['priority', { type: 'prioritise', priority: 'p1' }],
    ['impact', { type: 'prioritise', impact: long }],
    ['kind', { type: 'classify', kind: '' }],
    ['topic', { type: 'classify', topic: 'x'.repeat(201) }],
    ['tags', { type: 'classify', tags: 'vpn' }],
    ['tags', { type: 'classify', tags: ['vpn', ''] }],
    ['attributes', { type: 'classify', attributes: ['a'] }],
    ['attributes', { type: 'classify', attributes: { 'not a name': 1 } }],
    ['attributes', { type: 'classify', attributes: JSON.parse('{"__proto__":1}') }],
    ['attributes.floor', { type: 'classify', attributes: { floor: Number.NaN } }],
    ['attributes.site', { type: 'classify', attributes: { site: 'x'.repeat(201) } }],
    ['attributes.site', { type: 'classify', attributes: { site: { deep: true } } }],
  ])('refuses it naming %s, for %j', (path, command) => {
    // @ts-expect-error What comes from outside need not be what its type says.
    const sent: TicketCommand = command
    const refused = refusal(at('open'), sent)
    expect(refused).toMatchObject({ kind: 'ticket/invalid-command', path })
    expect(refused.message).toContain('expected')
  })

  it.each<[string, object]>([
    ['ticketId', { ticketId: 'ticket 1' }],
    ['number', { number: 0 }],
    ['kind', { kind: '' }],
    ['channel', { channel: null }],
    ['requesterId', { requesterId: 'eve@example.com' }],
    ['level', { level: 10 }],
    ['tags', { tags: Array.from({ length: 101 }, (_, index) => `t${index}`) }],
  ])('refuses an opening naming %s, for %j', (path, change) => {
    expect(refusal(null, { ...opening, ...change })).toMatchObject({ kind: 'ticket/invalid-command', path })
  })

  it('repeats nothing of it', () => {
    const command = { type: 'assign', assigneeId: 'Canary Person' }
    // @ts-expect-error What comes from outside need not be what its type says.
    const sent: TicketCommand = command
    expect(JSON.stringify(refusal(at('open'), sent))).not.toContain('Canary')
  })
})

it('gives every event of a decision one instant and one actor', () => {
  const both = events(at('new'), { type: 'assign', assigneeId: ada, teamId: network })
  expect(new Set(both.map(({ at: when, actor }) => `${when} ${actor}`)).size).toBe(1)
})

it('mutates neither ticket nor command', () => {
  const ticket = Object.freeze({ ...at('open'), tags: Object.freeze([...at('open').tags]), attributes: Object.freeze({}) })
  const command = Object.freeze({
    type: 'classify',
    tags: Object.freeze(['b', 'a']),
    attributes: Object.freeze({ z: 1, a: 2 }),
  } as const)
  const [event] = events(ticket, command)
  expect(event && ticketDecider(workflow).evolve(ticket, event)).toMatchObject({ tags: ['a', 'b'], attributes: { a: 2, z: 1 } })
})

it('names in every refusal what was asked of what', () => {
  const refused = refusal(at('closed'), { type: 'hold' })
  expect([refused.command, refused.status]).toEqual(['hold', 'closed'])
})
