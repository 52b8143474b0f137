import { instant } from '@caseload/core'
import type { StatusCategory } from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'
import { by, History, team } from '../../test/history.ts'
import { miss, vectors } from '../../test/vectors.ts'
import { type TicketFacts, type TicketJournalEvent, ticketFacts, ticketFactsFold } from '../index.ts'

const hour = 3_600_000
const factsOf = (history: History, asOf?: number): TicketFacts => {
  const [row] = ticketFacts(history.events, asOf === undefined ? {} : { asOf: instant(asOf) })._unsafeUnwrap()
  if (row === undefined) throw new TypeError('there is no row')
  return row
}

interface Times {
  readonly status: readonly (readonly [at: string, status: string])[]
  readonly publicAgentReplies: readonly string[]
  readonly asOf: string
}
const categories: Readonly<Record<string, StatusCategory>> = {
  new: 'new',
  open: 'open',
  pending: 'pending',
  hold: 'on-hold',
  solved: 'resolved',
}

describe('given tickets whose times others computed', () => {
  const cases = vectors<Times, Readonly<Record<string, number | null>>>('ds_ticket_times.json').filter(({ call }) =>
    call.startsWith('ticketTimes('),
  )

  it.each(cases)('agrees on the elapsed times of $id', ({ input, expected, tol }) => {
    const moves = [
      ...input.status.slice(1).map(([at, status]) => ({ at, status })),
      ...input.publicAgentReplies.map((at) => ({ at, status: null })),
    ].sort((a, b) => instant(a.at) - instant(b.at))
    const history = new History('1', input.status[0]?.[0] ?? '')
    for (const { at, status } of moves) {
      if (status === null) history.message(at)
      else history.status(at, categories[status] ?? 'closed')
    }
    const row = factsOf(history, instant(input.asOf))
    const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000)
    const found: Readonly<Record<string, number | null>> = {
      requester_wait_s: seconds(row.requesterWaitMs),
      agent_wait_s: seconds(row.agentWaitMs),
      on_hold_s: seconds(row.onHoldMs),
      agent_work_s: seconds(row.agentWorkMs),
      first_resolution_s: seconds(row.firstResolutionMs),
      full_resolution_s: seconds(row.fullResolutionMs),
      first_reply_s: seconds(row.firstReplyMs),
      reopens: row.reopens,
    }
    const asserted = Object.entries(expected).filter(([name]) => !name.includes('business'))
    expect(asserted).toHaveLength(8)
    for (const [name, value] of asserted) expect(miss(found[name], value, tol, name)).toBeNull()
  })
})

describe('given the first reply', () => {
  it('is null without any, and with only notes, automatic messages and bots', () => {
    const history = new History('1', 0)
      .message(1, { visibility: 'internal', direction: 'internal' })
      .message(2, { automatic: true })
      .message(3, { author: 'bot' }, 'bot:bot_1')
      .message(4, { author: 'requester', direction: 'inbound' }, 'requester:cus_eve')
    expect(factsOf(history)).toMatchObject({ firstReplyMs: null, replies: 0, notes: 1, messages: 4, requesterMessages: 1 })
  })
  it('is the second public message where an agent opened the ticket with the first', () => {
    const history = new History('1', 0, {}, by('ada')).message(0).message(hour)
    expect(factsOf(history)).toMatchObject({ firstReplyMs: hour, replies: 2 })
  })
  it('is the first message where an agent opened the ticket and wrote later', () => {
    expect(factsOf(new History('1', 0, {}, by('ada')).message(5)).firstReplyMs).toBe(5)
  })
})

describe('given the first touch', () => {
  it('is null where only the requester and the system acted', () => {
    expect(factsOf(new History('1', 0).assign(1, 'ada').status(2, 'open').transfer(3, 'b')).firstTouchMs).toBeNull()
  })
  it('is 0 where an agent opens the ticket as taken up', () => {
    expect(factsOf(new History('1', 50, { status: 'open', category: 'open' }, by('ada'))).firstTouchMs).toBe(0)
  })
  it('is not the opening where an agent leaves the ticket in the queue', () => {
    expect(factsOf(new History('1', 0, {}, by('ada')).status(9, 'new', by('ada'), 'queued')).firstTouchMs).toBeNull()
  })
  it.each([
    ['a note', (history: History) => history.message(7, { visibility: 'internal', direction: 'internal' })],
    ['taking it', (history: History) => history.assign(7, 'ada', by('ada'))],
    ['moving it', (history: History) => history.status(7, 'open', by('ada'))],
  ])('is %s by an agent', (_, act) => {
    expect(factsOf(act(new History('1', 0))).firstTouchMs).toBe(7)
  })
  it('is not being assigned by another agent', () => {
    expect(factsOf(new History('1', 0).assign(7, 'bob', by('ada'))).firstTouchMs).toBeNull()
  })
})

describe('given resolutions and reopenings', () => {
  it('counts from the first and to the last resolution', () => {
    const row = factsOf(new History('1', 0).status(10, 'resolved').status(30, 'open').status(70, 'resolved').status(90, 'closed'))
    expect(row).toMatchObject({
      firstResolutionMs: 10,
      fullResolutionMs: 70,
      resolvedAt: 70,
      closedAt: 90,
      resolutions: 2,
      reopens: 1,
    })
    expect(row).toMatchObject({ reopened: true, open: false, outcome: 'solved', lifetimeMs: 90, openIntervals: [0, 10, 30, 70] })
  })
  it('counts a merge that is taken back neither as a resolution nor as a reopening', () => {
    const closed = { from: 'new', fromCategory: 'new', to: 'closed', toCategory: 'closed' } as const
    const back = { from: 'closed', fromCategory: 'closed', to: 'new', toCategory: 'new' } as const
    const merged = { ...closed, cause: 'merge-into', outcome: 'merged', resolutionCode: null } as const
    const undone = { ...back, cause: 'unmerge', outcome: null, resolutionCode: null } as const
    const history = new History('1', 0)
      .add(10, { type: 'ticket-status-changed', data: merged }, by('ada'))
      .add(30, { type: 'ticket-status-changed', data: undone }, by('ada'))
    expect(factsOf(history, 100)).toMatchObject({
      resolutions: 0,
      reopens: 0,
      reopened: null,
      firstResolutionMs: null,
      open: true,
    })
  })
  it('has no full resolution while it is open again', () => {
    const row = factsOf(new History('1', 0).status(10, 'resolved').status(30, 'open'), 100)
    expect(row).toMatchObject({
      firstResolutionMs: 10,
      fullResolutionMs: null,
      resolvedAt: null,
      outcome: null,
      open: true,
      oneTouch: null,
    })
    expect(row).toMatchObject({ reopened: true, timeInStatusMs: { new: 10, resolved: 20, open: 70 } })
  })
  it('counts closing without resolving as a resolution', () => {
    expect(factsOf(new History('1', 0).status(10, 'closed'))).toMatchObject({
      firstResolutionMs: 10,
      fullResolutionMs: 10,
      closedAt: 10,
    })
  })
  it('does not count resolving what is resolved already', () => {
    const row = factsOf(new History('1', 0).status(10, 'resolved').status(20, 'resolved', 'system:import', 'confirmed'))
    expect(row).toMatchObject({ resolutions: 1, reopens: 0, fullResolutionMs: 10, status: 'confirmed' })
  })
  it('does not know whether a ticket that was never done comes back', () => {
    expect(factsOf(new History('1', 0).status(10, 'open'))).toMatchObject({ reopened: null, firstResolutionMs: null })
  })
  it('has no open interval where it was opened as resolved', () => {
    expect(factsOf(new History('1', 5, { status: 'done', category: 'resolved' }))).toMatchObject({
      firstResolutionMs: 0,
      resolutions: 1,
      openIntervals: [],
    })
  })
  it('is one-touch after exactly one public message of an agent', () => {
    const touched = (times: number): boolean | null => {
      const history = new History('1', 0)
      for (let at = 1; at <= times; at += 1) history.message(at)
      return factsOf(history.status(10, 'resolved')).oneTouch
    }
    expect([touched(0), touched(1), touched(2)]).toEqual([false, true, false])
  })
})

describe('given teams, lines and agents', () => {
  it('counts A to B to A as one ping-pong and A to B to A to B as two', () => {
    const history = new History('1', 0, { teamId: team('a') }).transfer(1, 'b').transfer(2, 'a')
    expect(factsOf(history)).toMatchObject({
      handovers: 2,
      pingPongs: 1,
      distinctTeams: 2,
      pingPonged: true,
      firstTeamId: 'team_a',
      teamId: 'team_a',
    })
    expect(factsOf(history.transfer(3, 'b')).pingPongs).toBe(2)
    expect(factsOf(history.transfer(4, 'c')).pingPongs).toBe(2)
  })
  it('does not count the first team as a hand-over', () => {
    expect(factsOf(new History('1', 0).transfer(1, 'a'))).toMatchObject({
      handovers: 0,
      handedOver: false,
      firstTeamId: 'team_a',
    })
  })
  it('tells moves up from moves down', () => {
    const row = factsOf(new History('1', 0).escalate(1, 1, 3).escalate(2, 3, 2))
    expect(row).toMatchObject({
      firstLevel: 1,
      level: 2,
      levelPath: [1, 3, 2],
      escalations: 1,
      deescalations: 1,
      escalated: true,
    })
  })
  it('counts different agents who acted or had it', () => {
    const row = factsOf(new History('1', 0).assign(1, 'ada', by('ada')).assign(2, 'bob', by('ada')).message(3, {}, by('cyd')))
    expect(row).toMatchObject({ distinctAgents: 3, assignments: 2, firstAssigneeId: 'agt_ada', assigneeId: 'agt_bob' })
  })
})

describe('given what a ticket is about', () => {
  it('takes the last classification, and of the own fields each last value', () => {
    const history = new History('1', 0, { attributes: { product: 'p1', line: 'x' } }).add(1, {
      type: 'ticket-classified',
      data: { kind: 'problem', topic: 'vpn', tags: ['a'], attributes: { product: 'p2' } },
    })
    expect(factsOf(history)).toMatchObject({
      kind: 'problem',
      topic: 'vpn',
      tags: ['a'],
      attributes: { product: 'p2', line: 'x' },
    })
  })
  it('takes the last urgency and remembers the first', () => {
    const history = new History('1', 0).add(1, {
      type: 'ticket-prioritised',
      data: { from: 'normal', to: 'urgent', impact: 'all', urgency: null },
    })
    expect(factsOf(history)).toMatchObject({ priority: 'urgent', firstPriority: 'normal', impact: 'all' })
  })
  it('names its variant by activities where it has some, else by statuses', () => {
    expect(factsOf(new History('1', 0).status(1, 'open').status(2, 'resolved')).variant).toBe('new > open > resolved')
    expect(factsOf(new History('1', 0).status(1, 'open').activity(1, 'a>b').activity(2, 'c')).variant).toBe('a\\>b > c')
  })
})

describe('given an instant asked about', () => {
  const history = new History('1', 10).status(20, 'open').status(30, 'resolved')

  it('takes in what happened at it and leaves out what happened after', () => {
    expect(factsOf(history, 20)).toMatchObject({
      asOf: 20,
      status: 'open',
      open: true,
      events: 2,
      timeInStatusMs: { new: 10, open: 0 },
    })
    expect(factsOf(history, 19)).toMatchObject({ status: 'new', events: 1, lifetimeMs: 9 })
  })
  it('has no row for a ticket opened after it', () => {
    expect(ticketFacts(history.events, { asOf: instant(9) })._unsafeUnwrap()).toEqual([])
  })
  it('is the latest event of all tickets where none is stated', () => {
    const rows = ticketFacts([...new History('2', 0).events, ...history.events])._unsafeUnwrap()
    expect(rows.map((row) => [row.ticketId, row.asOf, row.lifetimeMs])).toEqual([
      ['tkt_2', 30, 30],
      ['tkt_1', 30, 20],
    ])
  })
})

describe('given events that do not follow each other', () => {
  const { events } = new History('1', 0).status(1, 'open').status(2, 'resolved')
  const without = (version: number): readonly TicketJournalEvent[] => events.filter((event) => event.version !== version)

  it('orders them by version, whatever order they come in', () => {
    expect(ticketFacts(events.toReversed())).toEqual(ticketFacts(events))
  })
  it('names the event that is missing', () => {
    expect(ticketFacts(without(2))._unsafeUnwrapErr()).toMatchObject({
      kind: 'analytics/broken-stream',
      stream: 'tkt_1',
      version: 3,
      expectedVersion: 2,
    })
    expect(ticketFacts(without(1))._unsafeUnwrapErr()).toMatchObject({ version: 2, expectedVersion: 1 })
  })
  it('names the event that stands twice', () => {
    expect(ticketFacts([...events, ...events.slice(2)])._unsafeUnwrapErr()).toMatchObject({ version: 3, expectedVersion: 4 })
  })
  it('refuses a stream that opens nothing', () => {
    const [, second] = events
    if (second === undefined) throw new TypeError('there are three events')
    expect(ticketFacts([{ ...second, version: 1 }])._unsafeUnwrapErr()).toMatchObject({
      kind: 'analytics/not-opened',
      found: 'ticket-status-changed',
    })
  })
  it('goes on after a refused event as if it had not come', () => {
    const fold = ticketFactsFold()
    const [first, second, third] = events
    if (first === undefined || second === undefined || third === undefined) throw new TypeError('there are three events')
    expect([fold.add(first), fold.add(third), fold.add(second), fold.add(third)].map((added) => added.isOk())).toEqual([
      true,
      false,
      true,
      true,
    ])
    expect(fold.finish()).toEqual(ticketFacts(events)._unsafeUnwrap())
  })
  it('counts an event that claims to lie before its predecessor as of its predecessor', () => {
    expect(factsOf(new History('1', 0).status(50, 'open').status(20, 'resolved'))).toMatchObject({
      firstResolutionMs: 50,
      timeInStatusMs: { new: 50, open: 0 },
    })
  })
})
