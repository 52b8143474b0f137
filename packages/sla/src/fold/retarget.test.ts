import { orThrow } from '@caseload/core'
import { compileSla, explainDue, type RetargetMode, type SlaSignal, slaState } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { clockOf, hour, moves, on, opened, policies, replies } from '../../test/desk.ts'
import { office } from '../../test/office.ts'

function byPriority(onChange: RetargetMode) {
  return policies({
    fields: { priority: { type: 'enum', values: ['low', 'high'] } },
    policies: [{ id: 'all', onChange, targets: { resolution: { by: 'priority', of: { low: 'PT8H', high: 'PT4H' } } } }],
  })
}

const low = { priority: 'low' }
const raised = (time: string): SlaSignal => ({ type: 'facts-changed', at: on(time), facts: { priority: 'high' } })

describe('given a priority raised while the resolution clock runs', () => {
  it('counts the new goal from the original start', () => {
    expect(clockOf(byPriority('from-start'), 'resolution', [opened, raised('10:00')], on('11:00'), low)).toMatchObject({
      dueAt: on('13:00'),
      goalMs: 4 * hour,
    })
  })

  it('is breached at the change where the new deadline would lie before it', () => {
    const signals = [opened, raised('15:00')]
    expect(clockOf(byPriority('from-start'), 'resolution', signals, on('15:00'), low)).toMatchObject({
      outcome: 'open',
      dueAt: on('15:00'),
    })
    expect(clockOf(byPriority('from-start'), 'resolution', signals, on('15:00:00.001'), low)).toMatchObject({
      outcome: 'missed',
      breachedAt: on('15:00'),
    })
  })

  it('keeps the facts that a change does not name, and takes no fact from the prototype of what it names', () => {
    const sla = byPriority('from-start')
    const named: SlaSignal = {
      type: 'facts-changed',
      at: on('10:00'),
      facts: JSON.parse('{"__proto__": {"priority": "high"}, "x": 1}'),
    }
    expect(clockOf(sla, 'resolution', [opened, named], on('11:00'), low)).toMatchObject({ goalMs: 8 * hour })
    const inherited: SlaSignal = { type: 'facts-changed', at: on('10:00'), facts: Object.create({ priority: 'high' }) }
    expect(clockOf(sla, 'resolution', [opened, inherited], on('11:00'), low)).toMatchObject({ goalMs: 8 * hour })
    const other: SlaSignal = { type: 'facts-changed', at: on('10:30'), facts: { plan: 'gold' } }
    expect(clockOf(sla, 'resolution', [opened, raised('10:00'), other], on('11:00'), low)).toMatchObject({ goalMs: 4 * hour })
  })

  it('is breached at the change also while it stands still', () => {
    const sla = policies({
      fields: { priority: { type: 'enum', values: ['low', 'high'] } },
      policies: [{ id: 'all', targets: { agentWork: { by: 'priority', of: { low: 'PT8H', high: 'PT1H' } } } }],
    })
    const signals = [opened, moves(on('12:00'), 'pending'), raised('15:00')]
    expect(clockOf(sla, 'agentWork', signals, on('16:00'), low)).toMatchObject({
      status: 'paused',
      outcome: 'missed',
      breachedAt: on('15:00'),
    })
  })

  it('keeps the share of time left, where proportional', () => {
    expect(clockOf(byPriority('proportional'), 'resolution', [opened, raised('13:00')], on('14:00'), low).dueAt).toBe(on('15:00'))
  })

  it('has no time left of a clock that is overdrawn, where proportional', () => {
    const sla = policies({
      fields: { priority: { type: 'enum', values: ['low', 'mid', 'high'] } },
      policies: [
        {
          id: 'all',
          onChange: 'proportional',
          targets: { agentWork: { by: 'priority', of: { low: 'PT30H', mid: 'PT8H', high: 'PT1H' } } },
        },
      ],
    })
    const changed = (time: string, priority: string): SlaSignal => ({ type: 'facts-changed', at: on(time), facts: { priority } })
    const met = [opened, moves(on('19:00'), 'resolved'), changed('19:30', 'high')]
    const signals = [...met, moves(on('20:00'), 'pending'), changed('20:00', 'mid')]
    const clock = clockOf(sla, 'agentWork', signals, on('20:30'), low)
    expect(clock).toMatchObject({ goalMs: 10 * hour, remainingMs: 0, current: { goals: [{ dueIfResumedAt: on('20:30') }] } })
    expect(explainDue(sla, clock, on('20:30'))).toMatchObject({ goalMs: 10 * hour })
    expect(clockOf(sla, 'agentWork', [...signals, moves(on('21:00'), 'open')], on('22:00'), low)).toMatchObject({
      outcome: 'missed',
      breachedAt: on('21:00'),
    })
  })

  it('begins the whole goal anew, where it restarts', () => {
    expect(clockOf(byPriority('restart'), 'resolution', [opened, raised('13:00')], on('14:00'), low).dueAt).toBe(on('17:00'))
  })

  it('measures everything by the newest goal, where the latest counts for all', () => {
    const signals = [opened, raised('15:00')]
    expect(clockOf(byPriority('latest-for-all'), 'resolution', signals, on('16:00'), low)).toMatchObject({
      outcome: 'missed',
      breachedAt: on('13:00'),
    })
  })

  it.each(['from-start', 'proportional', 'restart'] as const)('leaves what is met or missed as it was: %s', (mode) => {
    const met = [opened, moves(on('14:00'), 'resolved'), raised('15:00')]
    expect(clockOf(byPriority(mode), 'resolution', met, on('16:00'), low)).toMatchObject({ outcome: 'met', goalMs: 8 * hour })
    const missed = [opened, raised('18:00')]
    expect(clockOf(byPriority(mode), 'resolution', missed, on('19:00'), low)).toMatchObject({
      outcome: 'missed',
      breachedAt: on('17:00'),
    })
  })

  it('changes nothing by a fact that is set to what it was', () => {
    const signals = [opened, { type: 'facts-changed', at: on('15:00'), facts: low } as const]
    expect(clockOf(byPriority('restart'), 'resolution', signals, on('15:30'), low).dueAt).toBe(on('17:00'))
  })

  it('has no deadline while no goal applies, and the original start once one does', () => {
    const sla = byPriority('from-start')
    expect(slaState(sla, { signals: [opened] }, on('10:00')).clocks).toEqual({})
    expect(clockOf(sla, 'resolution', [opened, raised('10:00')], on('11:00'))).toMatchObject({
      startedAt: on('09:00'),
      dueAt: on('13:00'),
    })
  })
})

describe('given a plan that moves a ticket into office hours', () => {
  const sla = policies({
    fields: { plan: { type: 'text' } },
    policies: [
      { id: 'office', when: { field: 'plan', equals: 'office' }, calendar: 'office', targets: { firstReply: 'PT10H' } },
      { id: 'always', targets: { firstReply: 'PT10H' } },
    ],
  })
  const signals = [opened, { type: 'facts-changed', at: on('13:00'), facts: { plan: 'office' } } as const]

  it('counts each stretch in the hours that were in force then', () => {
    expect(clockOf(sla, 'firstReply', signals, on('14:00'))).toMatchObject({
      elapsedMs: 5 * hour,
      dueAt: on('11:00', 3),
      current: {
        spans: [
          { to: on('13:00'), calendar: null },
          { from: on('13:00'), to: null, calendar: 'office' },
        ],
      },
    })
  })

  it('says which policies were in force and since when', () => {
    expect(slaState(sla, { signals }, on('14:00')).applied.map(({ at, policy }) => [at, policy])).toEqual([
      [on('09:00'), 'always'],
      [on('13:00'), 'office'],
    ])
  })
})

describe('given a new version of the document', () => {
  const version = (number: number, goal: string, effectiveFrom?: string) => ({
    schema: 1,
    id: 'support',
    version: number,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    policies: [{ id: 'all', targets: { firstReply: goal } }],
  })
  const sla = orThrow(compileSla([version(2, 'PT2H', '2026-03-02T10:00Z'), version(1, 'PT8H')], { calendars: { office } }))

  it('brings open tickets under it at the instant it comes into force, without a signal', () => {
    expect(clockOf(sla, 'firstReply', [opened], on('09:59')).dueAt).toBe(on('17:00'))
    const after = clockOf(sla, 'firstReply', [opened], on('10:00'))
    expect([after.dueAt, after.current?.policy?.version]).toEqual([on('11:00'), 2])
  })

  it('leaves a result of before as it was', () => {
    const clock = clockOf(sla, 'firstReply', [opened, replies(on('09:30'))], on('12:00'))
    expect([clock.outcome, clock.goalMs, clock.current?.policy?.version]).toEqual(['met', 8 * hour, 1])
  })
})

describe('given a ticket that changes policies after a miss', () => {
  const sla = policies({
    fields: { plan: { type: 'text' } },
    policies: [
      { id: 'gold', when: { field: 'plan', equals: 'gold' }, targets: { resolution: 'PT2H', agentWork: 'PT1H' } },
      { id: 'rest', targets: { agentWork: 'PT8H' } },
    ],
  })
  const gold = { plan: 'gold' }
  const plain = (time: string): SlaSignal => ({ type: 'facts-changed', at: on(time), facts: { plan: null } })

  it('still shows the miss of a clock nothing is promised on any more, also after a reopening', () => {
    const signals = [opened, plain('12:00'), moves(on('12:00'), 'resolved'), moves(on('13:00'), 'open')]
    expect(clockOf(sla, 'resolution', signals, on('14:00'), gold).earlier[0]?.goals).toMatchObject([
      { outcome: 'missed', breachedAt: on('11:00') },
    ])
  })

  it('keeps a miss that a change of goal brought about while the clock stood still', () => {
    const raised: SlaSignal = { type: 'facts-changed', at: on('13:00'), facts: gold }
    const signals = [opened, moves(on('12:00'), 'pending'), raised]
    const missed = { outcome: 'missed', breachedAt: on('13:00') }
    expect(clockOf(sla, 'agentWork', [...signals, plain('15:00')], on('16:00'))).toMatchObject(missed)
    expect(clockOf(sla, 'agentWork', [...signals, moves(on('15:00'), 'open')], on('16:00'))).toMatchObject(missed)
  })
})
