import { type AttainmentPolicy, attainment, attainmentFacts, type SlaSignal, slaState, standardAttainment } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { asks, moves, on, opened, promising, replies } from '../../test/desk.ts'

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
