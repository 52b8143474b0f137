import { addMs, type Instant, orThrow, parseId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { ada, assign, bob, careful, hour, mail, network, open, type Step, ticketAfter, workflow } from '../../../test/desk-day.ts'
import { asked, facts } from '../../../test/given-ticket.ts'
import { carefulWorkflow } from '../../workflow/careful-workflow.ts'
import { compileWorkflow } from '../../workflow/compile-workflow.ts'
import { evolveTicket } from '../evolve-ticket.ts'
import { decideMoment, momentAt } from '../moments.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketCommand, Transfer } from '../ticket-commands.ts'

const remark = orThrow(parseId('rmk', 'rmk_1'))
const promiseId = orThrow(parseId('prm', 'prm_1'))
const briefing = { done: remark, wanted: remark, told: remark, answerBy: { promiseId, dueAt: hour(100) } }
const offer = { type: 'transfer', teamId: mail, briefing } as const
const inTeam: Step = ['agent', { type: 'assign', assigneeId: ada, teamId: network }]
const held = ticketAfter([open, inTeam], careful)
const offered = ticketAfter([open, inTeam, ['agent', offer]], careful)

function after(ticket: Ticket, command: TicketCommand): Ticket {
  const events = orThrow(asked(careful, ticket, command))
  return events.reduce((folded, event) => evolveTicket(folded, event) ?? folded, ticket)
}

describe('given a transfer under a workflow that wants a receipt', () => {
  it('offers the ticket, and whoever has it stays answerable', () => {
    expect(facts(orThrow(asked(careful, held, offer, 'agent', hour(2))))).toEqual([
      ['promise-made', { promiseId, about: null, dueAt: hour(100), previousDueAt: null }],
      ['hand-over-offered', { from: network, fromAgentId: ada, to: mail, toAgentId: null, expiresAt: hour(6), returns: 0 }],
    ])
    expect([offered.teamId, offered.assigneeId]).toEqual([network, ada])
    expect(offered.handOver).toEqual({ to: mail, assigneeId: null, by: 'agent:agt_ada', offeredAt: hour(2) })
  })

  it('refuses a briefing with a hole, naming each part that is missing', () => {
    expect(asked(careful, held, { type: 'transfer', teamId: mail })._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/hand-over-incomplete',
      missing: ['done', 'wanted', 'told', 'answerBy'],
    })
    for (const part of ['done', 'wanted', 'told', 'answerBy'] as const) {
      const { [part]: _, ...rest } = briefing
      expect(asked(careful, held, { ...offer, briefing: rest })._unsafeUnwrapErr()).toMatchObject({ missing: [part] })
    }
  })

  it('takes a promise that is open already for the time of the answer', () => {
    const promised = ticketAfter([open, inTeam, ['agent', { type: 'promise-update', promiseId, dueAt: hour(50) }]], careful)
    const { answerBy: _, ...rest } = briefing
    expect(orThrow(asked(careful, promised, { ...offer, briefing: rest })).map(({ type }) => type)).toEqual(['hand-over-offered'])
  })

  it('takes no promise whose time has passed: the requester would be told nothing that is still to come', () => {
    const promised = ticketAfter([open, inTeam, ['agent', { type: 'promise-update', promiseId, dueAt: hour(50) }]], careful)
    const { answerBy: _, ...rest } = briefing
    const at = (now: Instant) => asked(careful, promised, { ...offer, briefing: rest }, 'agent', now)
    expect(at(hour(50)).isOk()).toBe(true)
    expect(at(addMs(hour(50), 1))._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/hand-over-incomplete',
      missing: ['answerBy'],
    })
  })

  it('refuses an answer that was promised for the past', () => {
    const past = { ...briefing, answerBy: { promiseId, dueAt: hour(1) } }
    expect(asked(careful, held, { ...offer, briefing: past })._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/invalid-command',
      path: 'briefing.answerBy.dueAt',
    })
  })

  it('does nothing where the same is offered already, and replaces another offer', () => {
    expect(orThrow(asked(careful, offered, offer))).toEqual([])
    const support = orThrow(parseId('team', 'team_support'))
    expect(orThrow(asked(careful, offered, { ...offer, teamId: support })).map(({ type }) => type)).toEqual([
      'hand-over-withdrawn',
      'hand-over-offered',
    ])
  })

  it('gives at once what nobody has, for nobody could stay answerable', () => {
    const fresh = ticketAfter([open], careful)
    expect(orThrow(asked(careful, fresh, { type: 'transfer', teamId: mail })).map(({ type }) => type)).toEqual([
      'ticket-transferred',
    ])
  })

  it('lets no other command move it to another team without a receipt', () => {
    const around: readonly TicketCommand[] = [
      { type: 'assign', assigneeId: bob, teamId: mail },
      { type: 'escalate', teamId: mail },
    ]
    for (const command of around)
      expect(asked(careful, held, command)._unsafeUnwrapErr()).toMatchObject({ kind: 'ticket/hand-over-needed', teamId: mail })
    expect(asked(careful, held, { type: 'assign', assigneeId: bob, teamId: network }).isOk()).toBe(true)
    expect(asked(careful, held, { type: 'escalate' }).isOk()).toBe(true)
  })

  it('goes at once under a workflow that wants none', () => {
    expect(orThrow(asked(workflow, ticketAfter([open, inTeam]), offer)).map(({ type }) => type)).toEqual([
      'ticket-unassigned',
      'ticket-transferred',
    ])
  })
})

describe('given an offer', () => {
  it('moves the ticket when the team takes it, to the agent who takes it', () => {
    expect(facts(orThrow(asked(careful, offered, { type: 'accept-hand-over', assigneeId: bob })))).toEqual([
      ['hand-over-accepted', { from: network, to: mail, offeredAt: hour(2) }],
      ['ticket-unassigned', { from: ada, teamId: network }],
      ['ticket-transferred', { from: network, to: mail }],
      ['ticket-assigned', { from: null, to: bob, teamId: mail }],
    ])
    const taken = after(offered, { type: 'accept-hand-over' })
    expect([taken.teamId, taken.assigneeId, taken.handOver, taken.promises.length]).toEqual([mail, null, null, 1])
  })

  it('leaves it where it is when the team returns it, and counts', () => {
    expect(facts(orThrow(asked(careful, offered, { type: 'return-hand-over', reason: 'not-ours' })))).toEqual([
      ['hand-over-returned', { from: network, to: mail, reason: 'not-ours', returns: 1 }],
    ])
    const back = after(offered, { type: 'return-hand-over', reason: 'not-ours' })
    expect([back.teamId, back.assigneeId, back.handOver, back.handOverReturns]).toEqual([network, ada, null, 1])
  })

  it('can be taken back', () => {
    expect(facts(orThrow(asked(careful, offered, { type: 'withdraw-hand-over', reason: 'solved-here' })))).toEqual([
      ['hand-over-withdrawn', { to: mail, reason: 'solved-here' }],
    ])
  })

  it('comes back by itself where nobody takes it in time', () => {
    expect(momentAt('hand-over', careful, offered)).toBe(hour(6))
    const context = { actor: { kind: 'system', id: 'timers' }, now: hour(6) } as const
    expect(facts(orThrow(decideMoment('hand-over', careful, offered, context)))).toEqual([
      ['hand-over-returned', { from: network, to: mail, reason: 'lapsed', returns: 1 }],
    ])
  })

  it('loses its point where the ticket is answered', () => {
    const agreed = after(offered, { type: 'confirm-problem', statementId: null })
    expect(facts(orThrow(asked(careful, agreed, { type: 'resolve', code: 'fixed' })))).toContainEqual([
      'hand-over-withdrawn',
      { to: mail, reason: 'resolved' },
    ])
  })

  it('keeps its agent from letting go, whether or not a team has the ticket; a colleague may take it', () => {
    const alone = ticketAfter([open, assign, ['agent', offer]], careful)
    for (const ticket of [alone, offered]) {
      expect(asked(careful, ticket, { type: 'unassign' })._unsafeUnwrapErr()).toMatchObject({
        kind: 'ticket/still-answerable',
        offeredTo: mail,
      })
      expect(asked(careful, ticket, { type: 'assign', assigneeId: bob }).isOk()).toBe(true)
    }
  })

  it('tells one promise, where its answer is due when one was promised already', () => {
    const dueAt = hour(30)
    const promised = (name: string): Step => [
      'agent',
      { type: 'promise-update', promiseId: orThrow(parseId('prm', name)), dueAt },
    ]
    const told = (to: typeof mail, name: string): Step => [
      'agent',
      {
        ...{ type: 'transfer', teamId: to },
        briefing: { done: remark, wanted: remark, told: remark, answerBy: { promiseId: orThrow(parseId('prm', name)), dueAt } },
      },
    ]
    const steps = [
      open,
      inTeam,
      promised('prm_1'),
      told(mail, 'prm_2'),
      told(orThrow(parseId('team', 'team_third')), 'prm_3'),
      promised('prm_4'),
    ]
    expect(ticketAfter(steps, careful).promises.map(({ id }) => id)).toEqual(['prm_1'])
  })

  it('is needed to accept, return or withdraw one', () => {
    for (const command of [
      { type: 'accept-hand-over' },
      { type: 'return-hand-over', reason: 'x' },
      { type: 'withdraw-hand-over', reason: 'x' },
    ] as const)
      expect(asked(careful, held, command)._unsafeUnwrapErr().kind).toBe('ticket/nothing-offered')
  })
})

describe('given a ticket that bounces', () => {
  const bounce = (ticket: Ticket): Ticket => after(after(ticket, offer), { type: 'return-hand-over', reason: 'not-ours' })

  it('is decided above the teams after three returns; never ownerless, and what was promised stands', () => {
    let ticket = held
    for (const returns of [1, 2]) {
      ticket = bounce(ticket)
      expect([ticket.handOverReturns, ticket.level, ticket.teamId, ticket.assigneeId]).toEqual([returns, 1, network, ada])
      expect(ticket.promises.map(({ id, dueAt }) => [id, dueAt])).toEqual([[promiseId, hour(100)]])
    }
    const third = orThrow(asked(careful, after(ticket, offer), { type: 'return-hand-over', reason: 'not-ours' }))
    expect(facts(third)).toEqual([
      ['hand-over-returned', { from: network, to: mail, reason: 'not-ours', returns: 3 }],
      ['hand-over-escalated', { returns: 3, to: null }],
      ['ticket-escalated', { from: 1, to: 2 }],
    ])
    ticket = bounce(ticket)
    expect([ticket.handOverReturns, ticket.level, ticket.teamId, ticket.assigneeId]).toEqual([0, 2, network, ada])
    expect(ticket.promises.map(({ id, dueAt }) => [id, dueAt])).toEqual([[promiseId, hour(100)]])
  })

  it('goes to the team that decides, where the workflow names one', () => {
    const handOver = { requires: [], acceptWithin: null, escalateAfterReturns: 1, escalateTo: 'team_leads' } as const
    const rules = orThrow(compileWorkflow({ ...carefulWorkflow, handOver }))
    const waiting = ticketAfter([open, inTeam, ['agent', { type: 'transfer', teamId: mail } satisfies Transfer]], rules)
    expect(orThrow(asked(rules, waiting, { type: 'return-hand-over', reason: 'not-ours' })).map(({ type }) => type)).toEqual([
      'hand-over-returned',
      'hand-over-escalated',
      'ticket-escalated',
      'ticket-unassigned',
      'ticket-transferred',
    ])
  })
})
