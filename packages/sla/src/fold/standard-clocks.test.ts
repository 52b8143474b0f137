import type { SlaSignal } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { asks, clockOf, hour, moves, on, opened, promising, replies } from '../../test/desk.ts'

describe('given a first reply within four hours', () => {
  const sla = promising({ firstReply: 'PT4H' })

  it('is met by a reply in the very millisecond of the deadline', () => {
    expect(clockOf(sla, 'firstReply', [opened, replies(on('13:00'))], on('18:00'))).toMatchObject({
      status: 'fulfilled',
      outcome: 'met',
      dueAt: on('13:00'),
      endedAt: on('13:00'),
      elapsedMs: 4 * hour,
      remainingMs: 0,
      breachedAt: null,
    })
  })

  it('is missed by a reply one millisecond later, at the deadline', () => {
    const clock = clockOf(sla, 'firstReply', [opened, replies(on('13:00:00.001'))], on('18:00'))
    expect(clock).toMatchObject({ status: 'fulfilled', outcome: 'missed', breachedAt: on('13:00'), endedAt: on('13:00:00.001') })
  })

  it('knows a breach that nobody looked at when it happened', () => {
    expect(clockOf(sla, 'firstReply', [opened], on('09:00', 9))).toMatchObject({
      status: 'running',
      outcome: 'missed',
      breachedAt: on('13:00'),
      remainingMs: 4 * hour - 7 * 24 * hour,
    })
  })

  it('does not count auto-replies, internal notes, bots and the system', () => {
    const others = [
      { type: 'message', at: on('09:01'), from: 'agent', automatic: true },
      { type: 'message', at: on('09:02'), from: 'agent', public: false },
      { type: 'message', at: on('09:03'), from: 'bot' },
      { type: 'message', at: on('09:04'), from: 'system' },
    ] as const
    expect(clockOf(sla, 'firstReply', [opened, ...others], on('10:00')).status).toBe('running')
  })

  it('counts a reply before anybody was assigned', () => {
    expect(
      clockOf(
        sla,
        'firstReply',
        [opened, replies(on('09:10')), { type: 'owner-changed', at: on('09:20'), owner: 'agent' }],
        on('10:00'),
      ).endedAt,
    ).toBe(on('09:10'))
  })

  it('owes nothing on a ticket an agent opened until the requester writes', () => {
    const byAgent = { type: 'started', at: on('09:00'), from: 'agent' } as const
    expect(clockOf(sla, 'firstReply', [byAgent], on('10:00')).status).toBe('idle')
    expect(clockOf(sla, 'firstReply', [byAgent, asks(on('11:00'))], on('12:00')).dueAt).toBe(on('15:00'))
  })

  it('is cancelled by a resolution without a reply, and keeps a breach from before', () => {
    expect(clockOf(sla, 'firstReply', [opened, moves(on('10:00'), 'resolved')], on('12:00'))).toMatchObject({
      status: 'cancelled',
      outcome: 'void',
    })
    expect(clockOf(sla, 'firstReply', [opened, moves(on('14:00'), 'resolved')], on('15:00'))).toMatchObject({
      status: 'cancelled',
      outcome: 'missed',
      breachedAt: on('13:00'),
    })
  })

  it('owes the first reply anew when a ticket resolved without one is asked about again', () => {
    const signals = [opened, moves(on('10:00'), 'resolved'), moves(on('11:00'), 'open'), asks(on('11:00'))]
    expect(clockOf(sla, 'firstReply', signals, on('12:00'))).toMatchObject({ status: 'running', dueAt: on('15:00') })
  })

  it('starts where a ticket that was split off says it began', () => {
    const split = { type: 'started', at: on('12:00'), since: on('09:00') } as const
    expect(clockOf(sla, 'firstReply', [split], on('12:30')).dueAt).toBe(on('13:00'))
  })

  it('ends as merged with the ticket', () => {
    expect(clockOf(sla, 'firstReply', [opened, { type: 'merged', at: on('10:00') }], on('20:00'))).toMatchObject({
      status: 'cancelled',
      outcome: 'void',
      current: { ending: 'merged' },
    })
  })

  it.each(['merged', 'ended'] as const)('runs again when a ticket that was %s is worked on after all', (type) => {
    const sla = promising({ resolution: 'PT8H' })
    const over: readonly SlaSignal[] = [opened, { type, at: on('10:00') }, moves(on('10:00'), 'closed')]
    expect(clockOf(sla, 'resolution', over, on('11:00'))).toMatchObject({ status: 'cancelled', outcome: 'void' })
    expect(clockOf(sla, 'resolution', [...over, moves(on('11:00'), 'open')], on('12:00'))).toMatchObject({
      status: 'running',
      elapsedMs: 2 * hour,
    })
  })

  it('hears nothing after the end', () => {
    const signals = [opened, { type: 'ended', at: on('10:00') } as const, replies(on('10:30'))]
    expect(clockOf(sla, 'firstReply', signals, on('11:00')).current?.ending).toBe('ended')
  })
})

describe('given office hours from nine to five', () => {
  const sla = promising({ firstReply: 'PT4H' }, 'office')

  it('carries what is left of the goal to the next morning', () => {
    const late = { type: 'started', at: on('15:00') } as const
    expect(clockOf(sla, 'firstReply', [late], on('16:00'))).toMatchObject({
      dueAt: on('11:00', 3),
      elapsedMs: hour,
      remainingMs: 3 * hour,
    })
  })

  it('meets a goal with a reply at night, which costs no time', () => {
    const evening = { type: 'started', at: on('18:00') } as const
    expect(clockOf(sla, 'firstReply', [evening, replies(on('23:00'))], on('09:00', 3))).toMatchObject({
      outcome: 'met',
      elapsedMs: 0,
    })
  })

  it('misses a goal used up at closing time with a reply that evening', () => {
    const signals = [{ type: 'started', at: on('13:00') } as const, replies(on('17:30'))]
    expect(clockOf(sla, 'firstReply', signals, on('20:00'))).toMatchObject({
      outcome: 'missed',
      breachedAt: on('17:00'),
      remainingMs: 0,
    })
  })

  it('records the calendar and its version, and the policy and its version', () => {
    expect(clockOf(sla, 'firstReply', [opened], on('10:00')).current).toMatchObject({
      calendar: { name: 'office', version: 'test/1' },
      policy: { at: on('09:00'), document: 'support', version: 1, policy: 'all' },
    })
  })
})

describe('given a next reply within two hours', () => {
  const sla = promising({ nextReply: 'PT2H' })

  it('counts from the first unanswered message, and only after the first reply', () => {
    const before = [opened, asks(on('09:30')), replies(on('10:00'))]
    expect(clockOf(sla, 'nextReply', before, on('11:00')).status).toBe('idle')
    const after = [...before, asks(on('11:00')), asks(on('12:30'))]
    expect(clockOf(sla, 'nextReply', after, on('12:45'))).toMatchObject({ startedAt: on('11:00'), dueAt: on('13:00') })
  })

  it('begins a fresh cycle with each question and keeps the results of those before', () => {
    const signals = [
      opened,
      replies(on('10:00')),
      asks(on('11:00')),
      replies(on('14:00')),
      asks(on('15:00')),
      replies(on('15:30')),
    ]
    const clock = clockOf(sla, 'nextReply', signals, on('18:00'))
    expect(clock).toMatchObject({ outcome: 'met', elapsedMs: hour / 2 })
    expect(clock.earlier.map(({ cycle, goals }) => [cycle, goals[0]?.outcome, goals[0]?.breachedAt])).toEqual([
      [1, 'missed', on('13:00')],
    ])
  })
})

describe('given updates at least every four hours', () => {
  it('chains one update to the next, pending or not', () => {
    const sla = promising({ periodicUpdate: 'PT4H' })
    const signals = [opened, replies(on('10:00')), moves(on('10:00'), 'pending'), replies(on('12:00'))]
    const clock = clockOf(sla, 'periodicUpdate', signals, on('13:00'))
    expect(clock).toMatchObject({ status: 'running', startedAt: on('12:00'), dueAt: on('16:00') })
    expect(clock.earlier.map(({ elapsedMs, goals }) => [elapsedMs, goals[0]?.outcome])).toEqual([[2 * hour, 'met']])
  })

  it('stands still while pending, where pausable', () => {
    const sla = promising({ pausableUpdate: 'PT4H' })
    const signals = [opened, replies(on('10:00')), moves(on('11:00'), 'pending')]
    expect(clockOf(sla, 'pausableUpdate', signals, on('18:00'))).toMatchObject({
      status: 'paused',
      dueAt: null,
      elapsedMs: hour,
      current: { pauses: [{ from: on('11:00'), to: null, reason: 'category' }], goals: [{ dueIfResumedAt: on('21:00') }] },
    })
    expect(clockOf(sla, 'pausableUpdate', [...signals, moves(on('20:00'), 'open')], on('21:00')).dueAt).toBe(on('23:00'))
  })

  it('ends with the resolution and starts again with a reopening', () => {
    const sla = promising({ periodicUpdate: 'PT4H' })
    const signals = [opened, replies(on('10:00')), moves(on('11:00'), 'resolved'), moves(on('15:00'), 'open')]
    expect(clockOf(sla, 'periodicUpdate', signals, on('16:00'))).toMatchObject({ status: 'running', dueAt: on('19:00') })
  })
})

describe('given waits, work and resolution over a life with pending, on-hold and a reopening', () => {
  const signals = [
    opened,
    moves(on('10:00'), 'open'),
    moves(on('11:00'), 'pending'),
    moves(on('14:00'), 'open'),
    moves(on('15:00'), 'on-hold'),
    moves(on('17:00'), 'open'),
    moves(on('18:00'), 'resolved'),
    moves(on('20:00'), 'open'),
    moves(on('21:00'), 'closed'),
  ]

  it.each([
    ['requesterWait', 7],
    ['agentWork', 5],
    ['resolution', 10],
  ])('counts %s as %i hours', (name, hours) => {
    expect(clockOf(promising({ [name]: 'PT100H' }), name, signals, on('23:00'))).toMatchObject({
      status: 'fulfilled',
      elapsedMs: hours * hour,
    })
  })

  it('gives a reopened ticket only the rest of its time, and never mends a miss', () => {
    const tight = clockOf(promising({ resolution: 'PT9H30M' }), 'resolution', signals, on('23:00'))
    expect(tight).toMatchObject({ outcome: 'missed', breachedAt: on('20:30'), current: { carriedMs: 9 * hour } })
    expect(tight.earlier[0]?.goals[0]).toMatchObject({ outcome: 'met' })
    const missed = clockOf(promising({ resolution: 'PT1H' }), 'resolution', signals, on('23:00'))
    expect([missed.breachedAt, missed.earlier[0]?.goals[0]?.breachedAt]).toEqual([on('10:00'), on('10:00')])
  })
})

describe('given ownership and teams', () => {
  it('ends the time to own when an agent takes it, not when a bot does', () => {
    const sla = promising({ timeToOwn: 'PT1H' })
    const signals = [
      opened,
      { type: 'owner-changed', at: on('09:10'), owner: 'bot' } as const,
      { type: 'owner-changed', at: on('09:30'), owner: 'agent' } as const,
    ]
    expect(clockOf(sla, 'timeToOwn', signals, on('10:00'))).toMatchObject({ outcome: 'met', endedAt: on('09:30') })
  })

  it('runs once for each team that holds the ticket', () => {
    const sla = promising({ teamTime: 'PT2H' })
    const signals = [
      { type: 'started', at: on('09:00'), teamId: 'tier1' } as const,
      { type: 'team-changed', at: on('10:00'), teamId: 'tier2' } as const,
      { type: 'team-changed', at: on('13:00'), teamId: 'tier1' } as const,
    ]
    const clock = clockOf(sla, 'teamTime', signals, on('14:00'))
    expect([...clock.earlier, clock.current].map((cycle) => [cycle?.teamId, cycle?.elapsedMs, cycle?.goals[0]?.outcome])).toEqual(
      [
        ['tier1', hour, 'met'],
        ['tier2', 3 * hour, 'missed'],
        ['tier1', hour, 'open'],
      ],
    )
  })
})
