import { type ClockDocument, type SlaSignal, standardClocks } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { clockOf, hour, moves, on, opened, policies, promising } from '../../test/desk.ts'

function withClock(clock: Partial<ClockDocument>, goal = 'PT8H', calendar: string | null = null) {
  return policies({
    clocks: { own: { ...standardClocks.resolution, ...clock } },
    policies: [{ id: 'all', calendar, targets: { own: goal } }],
  })
}

const snoozed: SlaSignal = { type: 'snoozed', at: on('10:00'), until: on('12:00') }

describe('given a snoozed ticket', () => {
  it('counts on, since the requester still waits', () => {
    expect(clockOf(promising({ resolution: 'PT8H' }), 'resolution', [opened, snoozed], on('13:00')).elapsedMs).toBe(4 * hour)
  })

  it('stands still until it wakes by itself, where the clock says so', () => {
    const clock = clockOf(withClock({ pausedWhile: ['snoozed'] }), 'own', [opened, snoozed], on('13:00'))
    expect(clock).toMatchObject({
      elapsedMs: 2 * hour,
      current: { pauses: [{ from: on('10:00'), to: on('12:00'), reason: 'snoozed' }] },
    })
  })

  it('wakes when told to, before its time', () => {
    const clock = clockOf(
      withClock({ pausedWhile: ['snoozed'] }),
      'own',
      [opened, snoozed, { type: 'woken', at: on('11:00') }],
      on('13:00'),
    )
    expect(clock.elapsedMs).toBe(3 * hour)
  })
})

describe('given a hand-over to a bot', () => {
  const bot: SlaSignal = { type: 'owner-changed', at: on('10:00'), owner: 'bot' }

  it('counts on, and stands still only where the clock says so', () => {
    expect(clockOf(withClock({}), 'own', [opened, bot], on('12:00')).elapsedMs).toBe(3 * hour)
    expect(clockOf(withClock({ pausedWhile: ['bot-owned'] }), 'own', [opened, bot], on('12:00'))).toMatchObject({
      status: 'paused',
      elapsedMs: hour,
    })
  })
})

describe("given the desk's own statuses", () => {
  it('stands still in those named, and counts in others of the same category', () => {
    const sla = withClock({ pausedInStatuses: ['waiting for vendor'] })
    const vendor: SlaSignal = { type: 'category-changed', at: on('10:00'), category: 'on-hold', status: 'waiting for vendor' }
    const parts: SlaSignal = { type: 'category-changed', at: on('12:00'), category: 'on-hold', status: 'waiting for parts' }
    expect(clockOf(sla, 'own', [opened, vendor, parts], on('13:00')).elapsedMs).toBe(2 * hour)
  })

  it('starts and stops on them', () => {
    const sla = withClock({
      starts: [{ on: 'status', enters: ['triaged'] }],
      stops: [{ on: 'status', leaves: ['triaged'] }],
      recurrence: 'none',
    })
    const triaged: SlaSignal = { type: 'category-changed', at: on('10:00'), category: 'open', status: 'triaged' }
    const assigned: SlaSignal = { type: 'category-changed', at: on('11:00'), category: 'open', status: 'assigned' }
    expect(clockOf(sla, 'own', [opened, triaged, assigned], on('12:00'))).toMatchObject({ status: 'fulfilled', elapsedMs: hour })
  })
})

describe('given pauses cut to minutes', () => {
  const signals = [opened, moves(on('10:00:40'), 'pending'), moves(on('10:05:20'), 'open')]

  it('moves both ends back to the minute', () => {
    const sla = withClock({ pausedIn: ['pending'], pauseRounding: { to: 'PT1M', of: 'edges' } })
    expect(clockOf(sla, 'own', signals, on('12:00')).current?.pauses).toEqual([
      { from: on('10:00'), to: on('10:05'), reason: 'category' },
    ])
    expect(clockOf(sla, 'own', signals, on('12:00')).dueAt).toBe(on('17:05'))
  })

  it('cuts its length', () => {
    const sla = withClock({ pausedIn: ['pending'], pauseRounding: { to: 'PT1M', of: 'length' } })
    expect(clockOf(sla, 'own', signals, on('12:00')).dueAt).toBe(on('17:04'))
  })
})

describe('given working days', () => {
  it('ends two working days later when the day closes, and again at a closing after a pause', () => {
    const sla = policies({
      policies: [
        {
          id: 'all',
          calendar: 'office',
          targets: { agentWork: { workingDays: 2, until: 'end-of-working-day' }, resolution: { workingDays: 2 } },
        },
      ],
    })
    expect(clockOf(sla, 'agentWork', [opened], on('10:00')).dueAt).toBe(on('17:00', 4))
    expect(clockOf(sla, 'resolution', [{ type: 'started', at: on('11:00') }], on('12:00')).dueAt).toBe(on('11:00', 4))
    const paused = [opened, moves(on('10:00'), 'pending'), moves(on('11:00'), 'open')]
    expect(clockOf(sla, 'agentWork', paused, on('12:00')).dueAt).toBe(on('17:00', 5))
  })

  it('is moved by a pause alone where the closing is reckoned once', () => {
    const sla = policies({
      policies: [{ id: 'all', calendar: 'office', targets: { agentWork: { workingDays: 2, until: 'end-of-working-day-once' } } }],
    })
    expect(clockOf(sla, 'agentWork', [opened], on('10:00')).dueAt).toBe(on('17:00', 4))
    const paused = [opened, moves(on('10:00'), 'pending'), moves(on('11:00'), 'open')]
    expect(clockOf(sla, 'agentWork', paused, on('12:00')).dueAt).toBe(on('10:00', 5))
  })

  it('ends with the day it started on, or the next one after closing', () => {
    const sla = policies({
      policies: [{ id: 'all', calendar: 'office', targets: { firstReply: { workingDays: 0, until: 'end-of-working-day' } } }],
    })
    expect(clockOf(sla, 'firstReply', [opened], on('10:00')).dueAt).toBe(on('17:00'))
    expect(clockOf(sla, 'firstReply', [{ type: 'started', at: on('18:00') }], on('19:00')).dueAt).toBe(on('17:00', 3))
  })
})

describe('given clocks that follow one another', () => {
  it('starts one when the other is fulfilled', () => {
    const sla = policies({
      clocks: {
        fix: { starts: [{ on: 'clock', clock: 'timeToOwn' }], stops: [{ on: 'event', name: 'delivered' }] },
      },
      policies: [{ id: 'all', targets: { fix: 'PT2H', timeToOwn: 'PT1H' } }],
    })
    const signals: SlaSignal[] = [
      opened,
      { type: 'owner-changed', at: on('10:00'), owner: 'agent' },
      { type: 'event', at: on('11:30'), name: 'delivered' },
    ]
    expect(clockOf(sla, 'fix', signals, on('12:00'))).toMatchObject({
      startedAt: on('10:00'),
      endedAt: on('11:30'),
      outcome: 'met',
    })
  })
})

describe('given a reply by another team', () => {
  const sla = withClock({
    starts: [{ on: 'started' }],
    stops: [{ on: 'message', from: ['agent'], by: 'assigned-team' }],
    recurrence: 'none',
  })
  const started: SlaSignal = { type: 'started', at: on('09:00'), teamId: 'tier2' }

  it('counts only where the clock takes replies of any team', () => {
    const other: SlaSignal = { type: 'message', at: on('10:00'), from: 'agent', teamId: 'tier1' }
    const own: SlaSignal = { type: 'message', at: on('11:00'), from: 'agent', teamId: 'tier2' }
    expect(clockOf(sla, 'own', [started, other, own], on('12:00')).endedAt).toBe(on('11:00'))
    expect(clockOf(promising({ firstReply: 'PT4H' }), 'firstReply', [started, other], on('12:00')).endedAt).toBe(on('10:00'))
  })
})
