import { type Actor, orThrow, parseId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import {
  actors,
  ada,
  assign,
  bob,
  close,
  hour,
  open,
  resolve,
  type Step,
  ticketAfter,
  variant,
  workflow,
} from '../../../test/desk-day.ts'
import { outcomeOf } from '../../../test/given-command.ts'
import { compileWorkflow } from '../../workflow/compile-workflow.ts'
import { standardWorkflow } from '../../workflow/standard-workflow.ts'
import { allowedCommands } from '../allowed-commands.ts'
import { decideTicket } from '../decide-ticket.ts'
import { evolveTicket } from '../evolve-ticket.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketCommand } from '../ticket-commands.ts'
import type { RequestApproval } from './approval-commands.ts'
import type { Approver } from './approval-part.ts'

const lead = { kind: 'agent', id: 'agt_bob', roles: ['lead'] } as const
const malId = orThrow(parseId('agt', 'agt_mal'))
const asBob = { kind: 'agent', id: 'agt_bob' } as const
const ask = (approver: Approver, approvalId = 'q'): RequestApproval => ({
  type: 'request-approval',
  approvalId,
  about: 'quote',
  approver,
})
const byBob = ask({ kind: 'agent', id: bob })
const asked = (approver: Approver): readonly Step[] => [open, ['agent', ask(approver)]]
const approve = { type: 'approve', approvalId: 'q' } as const
const decline = { type: 'decline', approvalId: 'q' } as const
const granted = [['approval-granted', { approvalId: 'q', about: 'quote' }]]
const declined = [['approval-declined', { approvalId: 'q', about: 'quote' }]]
const notFor = (approver: string) => ({ kind: 'ticket/not-the-approver', approvalId: 'q', approver })

describe('given somebody to ask', () => {
  it('asks them, and somebody else under the same name while it is pending', () => {
    expect(outcomeOf([open], byBob)).toEqual([
      ['approval-requested', { approvalId: 'q', about: 'quote', approver: { kind: 'agent', id: bob } }],
    ])
    expect(outcomeOf([open, ['agent', byBob]], ask({ kind: 'requester' }))).toMatchObject([['approval-requested', {}]])
    expect(ticketAfter([open, ['agent', byBob], ['agent', ask({ kind: 'requester' })]]).approvals).toHaveLength(1)
  })

  it('changes nothing where they were asked', () => {
    expect(outcomeOf([open, ['agent', byBob]], byBob)).toEqual([])
  })

  it('refuses to ask about what is decided, to ask oneself, and more than fifty times', () => {
    const decided: readonly Step[] = [...asked({ kind: 'requester' }), ['requester', approve]]
    expect(outcomeOf(decided, byBob)).toEqual({ kind: 'ticket/approval-decided', approvalId: 'q', decision: 'approved' })
    expect(outcomeOf([open], ask({ kind: 'agent', id: ada }))).toMatchObject({
      kind: 'ticket/invalid-command',
      path: 'approver.id',
    })
    const fifty = Array.from({ length: 50 }, (_, index): Step => ['agent', ask({ kind: 'requester' }, `q${index}`)])
    expect(outcomeOf([open, ...fifty], byBob)).toEqual({ kind: 'ticket/too-many-approvals', most: 50 })
    expect(outcomeOf([open, resolve, close], byBob)).toEqual({ kind: 'ticket/not-in-this-category', category: 'closed' })
  })

  it('keeps nothing of an approver but who they are', () => {
    const nosy = ask({ kind: 'agent', id: bob, ...{ email: 'bob@example.com' } })
    expect(JSON.stringify(outcomeOf([open], nosy))).not.toContain('example.com')
  })
})

describe('given an approval that is asked for again', () => {
  const mal = { kind: 'agent', id: 'agt_mal' } as const
  const supervisor = { ...mal, roles: ['supervisor'] } as const
  const pending = asked({ kind: 'role', role: 'lead' })
  const byMal = ask({ kind: 'agent', id: orThrow(parseId('agt', 'agt_pal')) })
  const notTheAsker = { kind: 'ticket/not-the-asker', approvalId: 'q', requestedBy: 'agent:agt_ada' }
  const after = (...said: readonly (readonly [Actor, TicketCommand])[]) => {
    let ticket = ticketAfter(pending)
    for (const [actor, command] of said)
      ticket =
        orThrow(decideTicket(workflow, ticket, command, { actor, now: hour(49) })).reduce<Ticket | null>(evolveTicket, ticket) ??
        ticket
    return ticket
  }
  const then = (ticket: Ticket, actor: Actor, command: TicketCommand) =>
    decideTicket(workflow, ticket, command, { actor, now: hour(50) }).match(
      (events) => events.map(({ type }) => type),
      ({ kind }) => kind,
    )

  it.each([
    ['whoever asked', actors.agent, 'approval-requested'],
    ['a supervisor', supervisor, 'approval-requested'],
    ['the application, which relays', actors.system, 'approval-requested'],
    ['another agent', mal, notTheAsker],
    ['a bot that did not ask', actors.bot, notTheAsker],
  ] as const)('lets %s ask somebody else while it is pending, or says whose it is', (_, who, expected) => {
    expect(outcomeOf(pending, byMal, who)).toEqual(
      typeof expected === 'string' ? [[expected, { approvalId: 'q', about: 'quote', approver: byMal.approver }]] : expected,
    )
  })

  it('takes it from nobody: it stays whose it was, who asks somebody else about it, too', () => {
    const changed = after([supervisor, byMal])
    expect(changed.approvals).toMatchObject([{ requestedBy: 'agent:agt_ada', askedBy: ['agent:agt_ada', 'agent:agt_mal'] }])
    const withdraw = { type: 'withdraw-approval', approvalId: 'q', reason: 'moot' } as const
    expect(then(changed, actors.agent, withdraw)).toEqual(['approval-withdrawn'])
    expect(then(changed, mal, withdraw)).toBe('ticket/not-the-asker')
  })

  it('is decided by nobody who ever asked for it, and none of them is asked', () => {
    const withdraw = { type: 'withdraw-approval', approvalId: 'q', reason: 'moot' } as const
    const again = after([actors.agent, withdraw], [mal, ask({ kind: 'role', role: 'lead' })])
    expect(again.approvals).toMatchObject([{ requestedBy: 'agent:agt_mal', askedBy: ['agent:agt_ada', 'agent:agt_mal'] }])
    for (const asker of [actors.agent, mal]) {
      expect(then(again, { ...asker, roles: ['lead'] }, approve)).toBe('ticket/not-the-approver')
      expect(then(again, supervisor, ask({ kind: 'agent', id: asker.id === 'agt_mal' ? malId : ada }))).toBe(
        'ticket/invalid-command',
      )
    }
    expect(then(again, actors.agent, withdraw)).toBe('ticket/not-the-asker')
    expect(then(again, lead, approve)).toEqual(['approval-granted'])
    const joined = after([supervisor, ask({ kind: 'role', role: 'lead' })])
    expect(then(joined, { ...mal, roles: ['lead'] }, approve)).toBe('ticket/not-the-approver')
  })
})

describe('given something to approve', () => {
  it.each([
    ['the requester', { kind: 'requester' }, actors.requester, granted],
    ['an agent in the requester’s stead', { kind: 'requester' }, asBob, notFor('requester')],
    ['the agent who was asked', { kind: 'agent', id: bob }, asBob, granted],
    ['another agent', { kind: 'agent', id: bob }, { kind: 'agent', id: 'agt_eve' }, notFor('agt_bob')],
    ['an agent with the role', { kind: 'role', role: 'lead' }, lead, granted],
    ['an agent without the role', { kind: 'role', role: 'lead' }, asBob, notFor('role lead')],
    [
      'whoever asked, though they have the role',
      { kind: 'role', role: 'lead' },
      { ...actors.agent, roles: ['lead'] },
      notFor('role lead'),
    ],
    ['the application, which relays', { kind: 'requester' }, actors.system, granted],
    [
      'a bot',
      { kind: 'requester' },
      actors.bot,
      { kind: 'ticket/actor-not-allowed', allowedActors: ['requester', 'agent', 'system'] },
    ],
  ] as const)('lets %s approve, or says whose it is', (_, approver, who, expected) => {
    expect(outcomeOf(asked(approver), approve, who)).toEqual(expected)
  })

  it('declines, decides nothing twice, and lets a decision stand', () => {
    const pending = asked({ kind: 'requester' })
    expect(outcomeOf(pending, decline, actors.requester)).toEqual(declined)
    expect(outcomeOf([...pending, ['requester', approve]], approve, actors.requester)).toEqual([])
    expect(outcomeOf([...pending, ['requester', decline]], decline, actors.requester)).toEqual([])
    expect(outcomeOf([...pending, ['requester', approve]], decline, actors.requester)).toEqual({
      kind: 'ticket/approval-decided',
      approvalId: 'q',
      decision: 'approved',
    })
    expect(outcomeOf([open], approve)).toEqual({ kind: 'ticket/no-such-approval', approvalId: 'q' })
  })

  it('says who decided what when', () => {
    const [approval] = ticketAfter([...asked({ kind: 'requester' }), ['requester', decline]]).approvals
    expect(approval).toMatchObject({ state: 'declined', requestedBy: 'agent:agt_ada', decidedBy: 'requester:cus_eve' })
    expect(approval?.decidedAt).not.toBeNull()
  })

  it('keeps a ticket from closing as solved until somebody decided', () => {
    const resolved: readonly Step[] = [...asked({ kind: 'requester' }), assign, resolve]
    expect(outcomeOf(resolved, { type: 'close' })).toMatchObject({ obligations: [{ owed: 'approval', approvalId: 'q' }] })
    expect(outcomeOf([...resolved, ['requester', decline]], { type: 'close' })).toMatchObject([['ticket-status-changed', {}]])
  })

  it('can be asked for by a workflow', () => {
    const rules = variant({
      transitions: standardWorkflow.transitions.map((each) =>
        each.to === 'on-hold' ? { ...each, when: { field: 'approval', equals: 'approved' } } : each,
      ),
    })
    const pending = asked({ kind: 'requester' })
    expect(outcomeOf(pending, { type: 'hold' }, actors.agent, rules)).toMatchObject({ kind: 'ticket/guard-failed' })
    expect(outcomeOf([...pending, ['requester', approve]], { type: 'hold' }, actors.agent, rules)).toMatchObject([
      ['ticket-status-changed', { to: 'on-hold' }],
    ])
  })
})

describe('given an approval that is no longer needed', () => {
  const pending = asked({ kind: 'requester' })
  const withdraw = { type: 'withdraw-approval', approvalId: 'q', reason: 'no-longer-needed' } as const
  const withdrawn: readonly Step[] = [...pending, ['agent', withdraw]]
  const notTheAsker = { kind: 'ticket/not-the-asker', approvalId: 'q', requestedBy: 'agent:agt_ada' }

  it.each([
    ['whoever asked', actors.agent, 'withdrawn'],
    ['a supervisor', { ...asBob, roles: ['supervisor'] }, 'withdrawn'],
    ['an administrator', { ...asBob, roles: ['administrator'] }, 'withdrawn'],
    ['the application, which relays', actors.system, 'withdrawn'],
    ['another agent', asBob, notTheAsker],
    ['an agent with another role', lead, notTheAsker],
    ['a bot that did not ask', actors.bot, notTheAsker],
    ['the requester', actors.requester, { kind: 'ticket/actor-not-allowed', allowedActors: ['agent', 'bot', 'system'] }],
  ] as const)('lets %s withdraw it, or says whose it is', (_, who, expected) => {
    const said = [['approval-withdrawn', { approvalId: 'q', about: 'quote', reason: 'no-longer-needed' }]]
    expect(outcomeOf(pending, withdraw, who)).toEqual(expected === 'withdrawn' ? said : expected)
    const listed = allowedCommands(workflow, ticketAfter(pending), who, hour(50)).some(({ command }) => command === withdraw.type)
    expect(listed).toBe(expected === 'withdrawn')
  })

  it('is for the roles that the workflow names to withdraw, and for whoever asked where it names none', () => {
    const led = variant({ approvals: { overseers: ['lead'] } })
    const nobody = orThrow(compileWorkflow({ ...standardWorkflow, approvals: { overseers: [] } }))
    const { approvals: _, ...silent } = standardWorkflow
    const supervisor = { ...asBob, roles: ['supervisor'] }
    expect(outcomeOf(pending, withdraw, lead, led)).toMatchObject([['approval-withdrawn', {}]])
    for (const rules of [led, nobody, orThrow(compileWorkflow(silent))]) {
      expect(outcomeOf(pending, withdraw, supervisor, rules)).toEqual(notTheAsker)
      expect(outcomeOf(pending, withdraw, actors.agent, rules)).toMatchObject([['approval-withdrawn', {}]])
    }
  })

  it('withdraws nothing twice, and nothing that is decided or was never asked', () => {
    expect(outcomeOf(withdrawn, withdraw)).toEqual([])
    expect(outcomeOf([...pending, ['requester', approve]], withdraw)).toEqual({
      kind: 'ticket/approval-decided',
      approvalId: 'q',
      decision: 'approved',
    })
    expect(outcomeOf([open], withdraw)).toEqual({ kind: 'ticket/no-such-approval', approvalId: 'q' })
    expect(outcomeOf(pending, { ...withdraw, reason: '' })).toMatchObject({ kind: 'ticket/invalid-command', path: 'reason' })
    expect(outcomeOf([open, resolve, close], withdraw)).toEqual({ kind: 'ticket/not-in-this-category', category: 'closed' })
  })

  it('leaves nobody to decide, holds up no closing, and may be asked for anew', () => {
    expect(outcomeOf(withdrawn, approve, actors.requester)).toEqual({
      kind: 'ticket/approval-decided',
      approvalId: 'q',
      decision: 'withdrawn',
    })
    expect(ticketAfter(withdrawn)).toMatchObject({
      approval: null,
      approvals: [{ state: 'withdrawn', decidedBy: 'agent:agt_ada' }],
    })
    expect(outcomeOf([...withdrawn, assign, resolve], { type: 'close' })).toMatchObject([['ticket-status-changed', {}]])
    expect(outcomeOf(withdrawn, byBob)).toMatchObject([['approval-requested', { approvalId: 'q' }]])
    expect(ticketAfter([...withdrawn, ['agent', byBob]])).toMatchObject({
      approval: 'pending',
      approvals: [{ state: 'pending' }],
    })
  })

  it('leaves the decision of another as what the ticket stands by', () => {
    const other: readonly Step[] = [
      open,
      ['agent', ask({ kind: 'requester' }, 'a')],
      ['requester', { type: 'approve', approvalId: 'a' }],
    ]
    expect(ticketAfter([...other, ['agent', byBob], ['agent', withdraw]]).approval).toBe('approved')
  })
})
