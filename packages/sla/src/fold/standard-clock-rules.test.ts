import { type SlaSignal, standardClocks } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { asks, clockOf, hour, moves, on, opened, promising, replies } from '../../test/desk.ts'

const by = (from: 'agent' | 'bot' | 'system' | 'requester'): SlaSignal => ({ type: 'started', at: on('09:00'), from })
const held: SlaSignal = { type: 'started', at: on('09:00'), teamId: 'tier1' }
const owned = (time: string, owner: 'agent' | 'bot' | null): SlaSignal => ({ type: 'owner-changed', at: on(time), owner })
const given = (time: string, teamId: string | null): SlaSignal => ({ type: 'team-changed', at: on(time), teamId })
const question = asks(on('10:00'))
const note: SlaSignal = { type: 'message', at: on('09:30'), from: 'agent', public: false }
const autoReply: SlaSignal = { type: 'message', at: on('09:30'), from: 'agent', automatic: true }
const answered = [opened, replies(on('09:30'))]

type Rule = readonly [
  clock: keyof typeof standardClocks,
  what: string,
  signals: readonly SlaSignal[],
  status: string,
  hours: number,
]

/** Each as it stands at 13:00, of 100 hours that were promised. */
const rules: readonly Rule[] = [
  ['firstReply', 'opened by the requester', [by('requester')], 'running', 4],
  ['firstReply', 'opened by a bot', [by('bot')], 'running', 4],
  ['firstReply', 'opened by the system', [by('system')], 'running', 4],
  ['firstReply', 'opened by an agent', [by('agent')], 'idle', 0],
  ['firstReply', 'pending', [opened, moves(on('10:00'), 'pending')], 'running', 4],
  ['firstReply', 'resolved', [opened, moves(on('10:00'), 'resolved')], 'cancelled', 1],
  ['firstReply', 'closed', [opened, moves(on('10:00'), 'closed')], 'cancelled', 1],
  ['nextReply', 'asked before the first reply', [opened, question], 'idle', 0],
  ['nextReply', 'asked after a note', [opened, note, question], 'idle', 0],
  ['nextReply', 'asked after an auto-reply', [opened, autoReply, question], 'idle', 0],
  ['nextReply', 'asked after it', [...answered, question], 'running', 3],
  ['nextReply', 'asked twice', [...answered, question, asks(on('11:00'))], 'running', 3],
  [
    'nextReply',
    'asked by a machine',
    [...answered, { type: 'message', at: on('10:00'), from: 'requester', automatic: true }],
    'idle',
    0,
  ],
  ['nextReply', 'answered', [...answered, question, replies(on('12:00'))], 'fulfilled', 2],
  ['nextReply', 'on hold', [...answered, question, moves(on('11:00'), 'on-hold')], 'running', 3],
  ['nextReply', 'resolved', [...answered, question, moves(on('11:00'), 'resolved')], 'cancelled', 1],
  ['periodicUpdate', 'not answered yet', [opened], 'idle', 0],
  ['periodicUpdate', 'answered and pending', [...answered, moves(on('10:00'), 'pending')], 'running', 3.5],
  ['periodicUpdate', 'answered again', [...answered, replies(on('12:00'))], 'running', 1],
  ['periodicUpdate', 'asked', [...answered, question], 'running', 3.5],
  ['periodicUpdate', 'resolved', [...answered, moves(on('10:00'), 'resolved')], 'cancelled', 0.5],
  ['periodicUpdate', 'reopened', [...answered, moves(on('10:00'), 'resolved'), moves(on('11:00'), 'open')], 'running', 2],
  ['pausableUpdate', 'answered and pending', [...answered, moves(on('10:00'), 'pending')], 'paused', 0.5],
  ['pausableUpdate', 'answered and on hold', [...answered, moves(on('10:00'), 'on-hold')], 'running', 3.5],
  ['pausableUpdate', 'resolved', [...answered, moves(on('10:00'), 'resolved')], 'cancelled', 0.5],
  ['pausableUpdate', 'reopened', [...answered, moves(on('10:00'), 'resolved'), moves(on('11:00'), 'open')], 'running', 2],
  ['requesterWait', 'pending', [opened, moves(on('10:00'), 'pending')], 'paused', 1],
  ['requesterWait', 'on hold', [opened, moves(on('10:00'), 'on-hold')], 'running', 4],
  ['requesterWait', 'closed', [opened, moves(on('10:00'), 'closed')], 'fulfilled', 1],
  ['requesterWait', 'reopened', [opened, moves(on('10:00'), 'resolved'), moves(on('12:00'), 'open')], 'running', 2],
  ['agentWork', 'pending', [opened, moves(on('10:00'), 'pending')], 'paused', 1],
  ['agentWork', 'on hold', [opened, moves(on('10:00'), 'on-hold')], 'paused', 1],
  ['agentWork', 'resolved', [opened, moves(on('10:00'), 'resolved')], 'fulfilled', 1],
  ['agentWork', 'reopened', [opened, moves(on('10:00'), 'resolved'), moves(on('12:00'), 'new')], 'running', 2],
  ['resolution', 'pending', [opened, moves(on('10:00'), 'pending')], 'running', 4],
  ['resolution', 'closed, never resolved', [opened, moves(on('10:00'), 'closed')], 'fulfilled', 1],
  [
    'resolution',
    'closed after it was resolved',
    [opened, moves(on('10:00'), 'resolved'), moves(on('11:00'), 'closed')],
    'fulfilled',
    1,
  ],
  ['resolution', 'reopened', [opened, moves(on('10:00'), 'closed'), moves(on('12:00'), 'open')], 'running', 2],
  ['timeToOwn', 'owned by a bot', [opened, owned('10:00', 'bot')], 'running', 4],
  ['timeToOwn', 'owned by an agent', [opened, owned('10:00', 'agent')], 'fulfilled', 1],
  ['timeToOwn', 'let go of again', [opened, owned('10:00', 'agent'), owned('11:00', null)], 'fulfilled', 1],
  ['timeToOwn', 'resolved by nobody', [opened, moves(on('10:00'), 'resolved')], 'cancelled', 1],
  ['teamTime', 'with no team', [opened], 'idle', 0],
  ['teamTime', 'with a team', [held], 'running', 4],
  ['teamTime', 'pending', [held, moves(on('10:00'), 'pending')], 'paused', 1],
  ['teamTime', 'on hold', [held, moves(on('10:00'), 'on-hold')], 'running', 4],
  ['teamTime', 'taken from its team', [held, given('10:00', null)], 'fulfilled', 1],
  ['teamTime', 'handed over', [held, given('10:00', 'tier2')], 'running', 3],
  ['teamTime', 'resolved', [held, moves(on('10:00'), 'resolved')], 'fulfilled', 1],
  ['teamTime', 'reopened', [held, moves(on('10:00'), 'resolved'), moves(on('12:00'), 'open')], 'running', 1],
]

describe('given each standard clock', () => {
  it.each(rules)('%s of a ticket %s is as its rule says', (name, _, signals, status, hours) => {
    const clock = clockOf(promising({ [name]: 'PT100H' }), name, signals, on('13:00'))
    expect([clock.status, clock.elapsedMs / hour]).toEqual([status, hours])
  })

  it('starts no later than the ticket, whatever beginning it is given', () => {
    const split = (since: string) => {
      const carried: SlaSignal = { type: 'started', at: on('09:00'), from: 'agent', since: on(since) }
      return clockOf(promising({ resolution: 'PT100H' }), 'resolution', [carried], on('13:00'))
    }
    expect([split('08:00').elapsedMs / hour, split('12:00').elapsedMs / hour]).toEqual([5, 4])
  })

  it('has a rule here', () => {
    expect(new Set(rules.map(([name]) => name))).toEqual(new Set(Object.keys(standardClocks)))
  })
})
