import { instant } from '@caseload/core'
import { type TicketFact, ticketSignals } from '@caseload/planner'
import { describe, expect, it } from 'vitest'

const at = instant('2026-03-02T09:00Z')
const fact = (type: string, data: unknown, actor = 'agent:agt_ada'): TicketFact => ({ type, at, actor, data })
const opening = {
  ticketId: 'tkt_1',
  number: 1,
  workflow: { id: 'standard', version: 1 },
  status: 'new',
  category: 'new',
  kind: 'incident',
  channel: 'phone',
  requesterId: 'cus_1',
  priority: 'normal',
  impact: null,
  urgency: null,
  topic: null,
  level: 1,
  teamId: 'team_1',
  assigneeId: null,
  tags: ['vpn'],
  attributes: { product: 'router' },
}
const message = { author: 'agent', visibility: 'public', automatic: false, teamId: 'team_1' }
const opened = fact('ticket-opened', opening)

describe('given an opening', () => {
  it('tells the facts first, then who began it, where it stands and who has it', () => {
    expect(ticketSignals([opened], [])).toEqual([
      {
        type: 'facts-changed',
        at,
        facts: {
          kind: 'incident',
          channel: 'phone',
          requesterId: 'cus_1',
          priority: 'normal',
          impact: null,
          urgency: null,
          topic: null,
          level: 1,
          tags: ['vpn'],
          'attributes.product': 'router',
        },
      },
      { type: 'started', at, from: 'agent', category: 'new', status: 'new', teamId: 'team_1' },
    ])
  })

  it('takes the message an agent opens a ticket with for no reply, and what the requester said on the phone for a question', () => {
    expect(ticketSignals([opened, fact('message-added', message)], [])).toHaveLength(2)
    expect(ticketSignals([opened, fact('message-added', { ...message, author: 'requester' })], [])).toHaveLength(3)
    expect(ticketSignals([opened, { ...fact('message-added', message), at: instant(at + 1) }], [])).toHaveLength(3)
    // The same where the opening was read before, and its instant is told instead.
    expect(ticketSignals([fact('message-added', message)], [], at)).toEqual([])
    expect(ticketSignals([fact('message-added', message)], [], instant(at - 1))).toHaveLength(1)
  })
})

describe('given a message', () => {
  const teamOf = (data: object) => ticketSignals([fact('message-added', { ...message, ...data })], [])

  it('is of the team its author works in where the event names one, else of the one the ticket was with', () => {
    expect(teamOf({ authorTeamId: 'team_9' })).toMatchObject([{ type: 'message', teamId: 'team_9' }])
    expect(teamOf({})).toMatchObject([{ type: 'message', teamId: 'team_1' }])
    expect(teamOf({ teamId: null }).map((signal) => 'teamId' in signal)).toEqual([false])
  })
})

describe('given a move', () => {
  const moved = (toCategory: string, outcome: string | null) => fact('ticket-status-changed', { to: 'x', toCategory, outcome })

  it('tells the category that was frozen in the event', () => {
    expect(ticketSignals([moved('resolved', 'solved')], [])).toEqual([
      { type: 'category-changed', at, category: 'resolved', status: 'x' },
    ])
  })

  it.each([
    ['merged', 'merged'],
    ['spam', 'ended'],
    ['cancelled', 'ended'],
    ['duplicate', 'ended'],
  ])('ends the clocks before the move where the outcome is %s, so that nothing counts as resolved', (outcome, type) => {
    expect(ticketSignals([moved('closed', outcome)], []).map((signal) => signal.type)).toEqual([type, 'category-changed'])
  })
})

describe('given what clocks may follow', () => {
  it.each<[string, unknown, readonly object[]]>([
    [
      'ticket-assigned',
      { from: null, to: 'agt_bob', teamId: 'team_2' },
      [
        { type: 'team-changed', teamId: 'team_2' },
        { type: 'owner-changed', owner: 'agent' },
      ],
    ],
    ['ticket-unassigned', { from: 'agt_bob', teamId: 'team_2' }, [{ type: 'owner-changed', owner: null }]],
    ['ticket-transferred', { from: null, to: 'team_2' }, [{ type: 'team-changed', teamId: 'team_2' }]],
    ['ticket-escalated', { from: 1, to: 2 }, [{ type: 'facts-changed', facts: { level: 2 } }]],
    [
      'ticket-prioritised',
      { from: 'low', to: 'high', impact: 'all', urgency: null },
      [{ type: 'facts-changed', facts: { priority: 'high', impact: 'all', urgency: null } }],
    ],
    ['promise-made', { promiseId: 'prm_1', dueAt: 5 }, [{ type: 'promise-made', id: 'prm_1', dueAt: 5 }]],
    ['promise-kept', { promiseId: 'prm_1' }, [{ type: 'promise-kept', id: 'prm_1' }]],
    ['promise-withdrawn', { promiseId: 'prm_1' }, [{ type: 'promise-withdrawn', id: 'prm_1' }]],
    ['follow-up-scheduled', { followUpId: 'fup_1', dueAt: 5 }, [{ type: 'promise-made', id: 'fup_1', dueAt: 5 }]],
    ['follow-up-completed', { followUpId: 'fup_1' }, [{ type: 'promise-kept', id: 'fup_1' }]],
    [
      'obligations-passed-on',
      { to: 'tkt_2', promiseIds: ['prm_1'], followUpIds: ['fup_1'], approvalIds: ['q'] },
      [
        { type: 'promise-passed-on', id: 'prm_1' },
        { type: 'promise-passed-on', id: 'fup_1' },
      ],
    ],
    [
      'obligations-taken-over',
      {
        promises: [{ id: 'prm_1', firstMadeAt: 1, firstDueAt: 2, dueAt: 4, moves: 1, brokenAt: 2 }],
        followUps: [{ id: 'fup_1', firstMadeAt: 1, firstDueAt: 4, dueAt: 4, moves: 0, brokenAt: null }, { id: 'fup_2' }],
      },
      [
        { type: 'promise-taken-over', id: 'prm_1', toldAt: 1, firstDueAt: 2, dueAt: 4, moves: 1, brokenAt: 2 },
        { type: 'promise-taken-over', id: 'fup_1', toldAt: 1, firstDueAt: 4, dueAt: 4, moves: 0 },
      ],
    ],
    ['ticket-snoozed', { until: 9 }, [{ type: 'snoozed', until: 9 }]],
    ['ticket-woken', {}, [{ type: 'woken' }]],
  ])('reads %s', (type, data, signals) => {
    expect(ticketSignals([fact(type, data)], [])).toEqual(signals.map((signal) => ({ ...signal, at })))
  })

  it('gives a message the team the ticket was with, whoever wrote it, where its event names no team of the author', () => {
    const written = [fact('message-added', message), { ...fact('message-added', message), actor: 'agent:agt_of_another_team' }]
    expect(ticketSignals(written, [])).toEqual([
      expect.objectContaining({ teamId: 'team_1' }),
      expect.objectContaining({ teamId: 'team_1' }),
    ])
    expect(ticketSignals([fact('message-added', { ...message, teamId: null })], [])[0]).not.toHaveProperty('teamId')
  })

  it('passes over what it has never heard of, and what has another form than it knows', () => {
    expect(
      ticketSignals(
        [fact('invented-tomorrow', { until: 3 }), fact('promise-made', { promise: 7 }), fact('promise-kept', null)],
        [],
      ),
    ).toEqual([])
  })

  it('tells any event by its type, and a row of a log by its code, to clocks that wait for them', () => {
    const row = fact('activity-recorded', { code: 'Accepted/Wait - User', attributes: {} })
    expect(ticketSignals([row, fact('problem-confirmed', {})], ['problem-confirmed', 'Accepted/Wait - User'])).toEqual([
      { type: 'event', at, name: 'Accepted/Wait - User' },
      { type: 'event', at, name: 'problem-confirmed' },
    ])
    expect(ticketSignals([row], [])).toEqual([])
  })

  it('follows a change of workflow where the status changes, by the category it has under the new rules', () => {
    const changed = (to: string, toCategory: string) => {
      const data = { from: 'lab', to, fromCategory: 'on-hold', toCategory }
      return ticketSignals([{ type: 'workflow-changed', at: instant(7), actor: 'agent:agt_ada', data }], [])
    }
    expect(changed('bench', 'open')).toEqual([{ type: 'category-changed', at: 7, category: 'open', status: 'bench' }])
    expect(changed('lab', 'on-hold')).toEqual([])
  })
})
