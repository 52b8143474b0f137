import { correctBreaches, type SlaSignal, slaProgress, slaState, slaTimers } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { clockOf, hour, moves, on, opened, policies, promising } from '../../test/desk.ts'

describe('given several goals on one clock', () => {
  const sla = promising(
    {
      agentWork: {
        goal: { workingDays: 1, until: 'end-of-working-day' },
        steps: [{ id: 'warn', at: { before: 'PT1H' } }],
        goals: [{ id: 'inner', goal: 'PT4H', steps: [{ id: 'half', at: { percent: 50 } }] }],
      },
    },
    'office',
  )

  it('judges each by its own deadline, and warns of each at its own time', () => {
    const clock = clockOf(sla, 'agentWork', [opened], on('14:00'))
    expect(clock.current?.goals.map(({ id, outcome, dueAt }) => [id, outcome, dueAt])).toEqual([
      ['main', 'open', on('17:00', 3)],
      ['inner', 'missed', on('13:00')],
    ])
    expect(slaTimers(sla, slaProgress(sla, { signals: [opened] })).map(({ goal, step, dueAt }) => [goal, step, dueAt])).toEqual([
      ['inner', 'half', on('11:00')],
      ['inner', 'breach', on('13:00')],
      ['main', 'warn', on('16:00', 3)],
      ['main', 'breach', on('17:00', 3)],
    ])
  })

  it('moves both by a pause', () => {
    const signals = [opened, moves(on('10:00'), 'pending'), moves(on('12:00'), 'open')]
    expect(clockOf(sla, 'agentWork', signals, on('12:30')).current?.goals.map(({ dueAt }) => dueAt)).toEqual([
      on('17:00', 4),
      on('15:00'),
    ])
  })
})

describe('given targets by team, and a time agreed with each', () => {
  const sla = policies({
    fields: { team: { type: 'enum', values: ['first', 'second'] } },
    policies: [
      {
        id: 'all',
        targets: { resolution: 'PT20H', teamTime: { by: 'team', of: { first: 'PT1H', second: 'PT6H' } } },
      },
    ],
  })
  const signals: readonly SlaSignal[] = [
    { type: 'started', at: on('09:00'), teamId: 'first' },
    { type: 'team-changed', at: on('11:00'), teamId: 'second' },
  ]

  it('gives each team its own goal, and ends one team’s time with the hand-over to the next', () => {
    const clock = clockOf(sla, 'teamTime', signals, on('12:00'))
    expect([...clock.earlier, clock.current].map((run) => [run?.teamId, run?.goals[0]?.outcome, run?.goals[0]?.dueAt])).toEqual([
      ['first', 'missed', on('10:00')],
      ['second', 'open', on('17:00')],
    ])
  })

  it('does not move the promise to the customer', () => {
    expect(clockOf(sla, 'resolution', signals, on('12:00'))).toMatchObject({ startedAt: on('09:00'), dueAt: on('05:00', 3) })
  })

  it('adds up what a team had before, where carried', () => {
    const carried = policies({
      fields: { team: { type: 'text' } },
      clocks: {
        own: {
          starts: [{ on: 'team', is: 'assigned' }],
          stops: [{ on: 'event', name: 'done' }],
          recurrence: 'independent',
          perTeam: 'carried',
        },
      },
      policies: [{ id: 'all', targets: { own: 'PT4H' } }],
    })
    const back: readonly SlaSignal[] = [...signals, { type: 'team-changed', at: on('14:00'), teamId: 'first' }]
    expect(clockOf(carried, 'own', back, on('15:00'))).toMatchObject({
      elapsedMs: 3 * hour,
      dueAt: on('16:00'),
      current: { carriedMs: 2 * hour },
    })
  })
})

describe('given a custom clock over statuses and events of its own', () => {
  it('runs from one event to another, standing still in a status', () => {
    const sla = policies({
      clocks: {
        delivery: {
          starts: [{ on: 'event', name: 'ordered' }],
          stops: [{ on: 'event', name: 'delivered' }],
          restarts: [{ on: 'event', name: 'ordered again' }],
          pausedInStatuses: ['customs'],
        },
      },
      policies: [{ id: 'all', targets: { delivery: 'PT5H' } }],
    })
    const event = (time: string, name: string): SlaSignal => ({ type: 'event', at: on(time), name })
    const status = (time: string, name: string): SlaSignal => ({
      type: 'category-changed',
      at: on(time),
      category: 'on-hold',
      status: name,
    })
    const story = [
      opened,
      event('10:00', 'ordered'),
      status('11:00', 'customs'),
      status('13:00', 'on the road'),
      event('14:00', 'delivered'),
    ]
    expect(clockOf(sla, 'delivery', story, on('15:00'))).toMatchObject({ outcome: 'met', elapsedMs: 2 * hour })
    const again = [opened, event('10:00', 'ordered'), event('12:00', 'ordered again')]
    expect(clockOf(sla, 'delivery', again, on('13:00'))).toMatchObject({ startedAt: on('12:00'), dueAt: on('17:00') })
  })
})

describe('given recorded misses', () => {
  const sla = promising({ firstReply: 'PT4H' })
  const state = slaState(sla, { signals: [opened] }, on('14:00'))
  const recorded = { clock: 'firstReply', cycle: 1, goal: 'main', breachedAt: on('13:00') }

  it('finds nothing to correct where they are so', () => {
    expect(correctBreaches([recorded], state)).toEqual([])
  })

  it('tells what lies elsewhere, what never was, and what nobody recorded', () => {
    const tell = (breaches: Parameters<typeof correctBreaches>[0]) =>
      correctBreaches(breaches, state).map(({ clock, recordedAt, breachedAt }) => [clock, recordedAt, breachedAt])
    expect(tell([{ ...recorded, breachedAt: on('12:00') }])).toEqual([['firstReply', on('12:00'), on('13:00')]])
    expect(tell([recorded, { ...recorded, cycle: 2 }])).toEqual([['firstReply', on('13:00'), null]])
    expect(tell([])).toEqual([['firstReply', null, on('13:00')]])
  })
})
