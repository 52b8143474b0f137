import { addMs, type Instant } from '@caseload/core'
import { type SlaSignal, slaState } from '@caseload/sla'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { on, promising } from '../../test/desk.ts'

const minutes = (max: number) => fc.integer({ min: 0, max }).map((count) => count * 60_000)

describe('given a ticket that is over for a while', () => {
  it('has each deadline later by that while, unless it had passed before', () => {
    const names = ['firstReply', 'timeToOwn', 'agentWork', 'requesterWait', 'resolution']
    const sla = promising(Object.fromEntries(names.map((name) => [name, 'PT12H'])))
    const started: SlaSignal = { type: 'started', at: on('00:00'), category: 'open' }
    fc.assert(
      fc.property(minutes(1440), minutes(2880), fc.constantFrom('merged', 'ended'), (before, away, type) => {
        const over = addMs(on('00:00'), before)
        const back = addMs(over, away)
        const signals: readonly SlaSignal[] = [
          started,
          { type, at: over },
          { type: 'category-changed', at: back, category: 'open' },
        ]
        const due: Instant = on('12:00')
        const expected = over > due ? due : addMs(due, away)
        const { clocks } = slaState(sla, { signals }, on('00:00', 9))
        expect(names.map((name) => clocks[name]?.breachedAt)).toEqual(names.map(() => expected))
      }),
      { numRuns: 200 },
    )
  })
})
