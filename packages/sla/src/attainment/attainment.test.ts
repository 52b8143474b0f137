import { type AttainmentPolicy, attainment, attainmentFacts, type SlaSignal, slaState, standardAttainment } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { asks, hour, moves, on, opened, policies, promising, replies } from '../../test/desk.ts'

const sla = promising({ firstReply: 'PT4H', nextReply: 'PT2H' })

function share(signals: readonly SlaSignal[], policy: Partial<AttainmentPolicy> = {}) {
  const rule = { ...standardAttainment, ...policy }
  return attainment(attainmentFacts(slaState(sla, { signals }, on('23:00')), rule), rule)
}

const busy = [
  opened,
  replies(on('10:00')),
  asks(on('11:00')),
  replies(on('14:00')),
  asks(on('15:00')),
  replies(on('15:30')),
  asks(on('22:30')),
]

describe('given met, missed and running cycles', () => {
  it('counts each result, and says what it left out', () => {
    expect(share(busy)).toMatchObject({ population: 4, denominator: 3, met: 2, share: 2 / 3, leftOut: { running: 1 } })
  })

  it('counts only the first or the last cycle of a clock, where told to', () => {
    expect(share(busy, { cycles: 'first' })).toMatchObject({ denominator: 2, met: 1, leftOut: { 'other-cycle': 2 } })
    expect(share(busy, { cycles: 'last' })).toMatchObject({ denominator: 1, met: 1, leftOut: { 'other-cycle': 2, running: 1 } })
  })
})

describe('given a ticket resolved without a reply', () => {
  const early = [opened, moves(on('10:00'), 'resolved')]
  const late = [opened, moves(on('14:00'), 'resolved')]

  it('leaves it out, counts it as met, or counts only the miss before, by policy', () => {
    expect([share(early).share, share(late).share]).toEqual([null, 0])
    expect([share(early, { cancelled: 'met' }).share, share(late, { cancelled: 'met' }).share]).toEqual([1, 0])
    expect([share(early, { cancelled: 'exclude' }).share, share(late, { cancelled: 'exclude' }).share]).toEqual([null, null])
  })
})

describe('given a merged ticket', () => {
  it('is left out with its misses, or counted by policy', () => {
    const late = [opened, { type: 'merged', at: on('14:00') } as const]
    expect(share(late)).toMatchObject({ share: null, leftOut: { merged: 1 } })
    expect(share(late, { merged: 'missed-only' }).share).toBe(0)
  })
})

describe('given a miss that is still running', () => {
  it('counts as soon as it is certain, or only at its end', () => {
    expect(share([opened]).share).toBe(0)
    expect(share([opened], { running: 'exclude' })).toMatchObject({ share: null, leftOut: { running: 1 } })
  })
})

describe('given a fact', () => {
  it('says by which policy, version, calendar and team it came about, and what is only measured is not counted', () => {
    const own = policies({
      version: 3,
      policies: [{ id: 'gold', calendar: 'office', targets: { firstReply: 'PT4H', resolution: { goal: null, calendar: null } } }],
    })
    const signals: readonly SlaSignal[] = [{ type: 'started', at: on('09:00'), teamId: 'tier1' }, replies(on('11:00'))]
    const facts = attainmentFacts(slaState(own, { signals }, on('12:00')))
    const common = { cycle: 1, goal: 'main', policy: 'gold', version: 3, teamId: 'tier1' }
    expect(facts).toEqual([
      {
        ...common,
        ...{ clock: 'firstReply', calendar: 'office', outcome: 'met', counted: true, leftOut: null, met: true },
        ...{ elapsedMs: 2 * hour, goalMs: 4 * hour, endedAt: on('11:00') },
      },
      {
        ...common,
        ...{ clock: 'resolution', calendar: null, outcome: 'measured', counted: false, leftOut: 'no-deadline', met: null },
        ...{ elapsedMs: 3 * hour, goalMs: null, endedAt: null },
      },
    ])
    expect(attainment(facts)).toMatchObject({ population: 2, denominator: 1, met: 1, share: 1, leftOut: { 'no-deadline': 1 } })
  })
})
