import { addMs, instant, orThrow } from '@caseload/core'
import { compileSla, type SlaSignal, slaCategories, slaState } from '@caseload/sla'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutRepeats } from './without-repeats.ts'

const start = instant('2026-03-02T09:00Z')
const targets = {
  firstReply: 'PT4H',
  agentWork: { by: 'priority', of: { high: 'PT2H' }, otherwise: 'PT8H' },
  teamTime: 'PT3H',
  timeToOwn: 'PT1H',
  resolution: 'PT9H',
}
const sla = orThrow(
  compileSla({
    schema: 1,
    id: 'support',
    version: 1,
    fields: { priority: { type: 'text' }, team: { type: 'text' }, owner: { type: 'text' } },
    policies: [
      { id: 'bots', when: { field: 'owner', equals: 'bot' }, targets: { ...targets, resolution: 'PT20H' } },
      { id: 'all', targets },
    ],
  }),
)

const signal = fc.oneof<fc.Arbitrary<(at: number) => SlaSignal>[]>(
  fc.constantFrom('a', 'b', null).map((teamId) => (at: number) => ({ type: 'team-changed', at, teamId })),
  fc.constantFrom('agent', 'bot', null).map((owner) => (at: number) => ({ type: 'owner-changed', at, owner })),
  fc.tuple(fc.constantFrom(...slaCategories), fc.constantFrom('x', 'y')).map(([category, status]) => (at: number) => ({
    type: 'category-changed',
    at,
    category,
    status,
  })),
  fc.constantFrom('high', 'low', null).map((priority) => (at: number) => ({ type: 'facts-changed', at, facts: { priority } })),
  fc.constantFrom('merged', 'ended').map((type) => (at: number) => ({ type, at })),
  fc.constantFrom('agent', 'requester').map((from) => (at: number) => ({ type: 'message', at, from })),
)
const story = fc
  .array(signal, { maxLength: 25 })
  .map((signals) => [
    { type: 'started', at: start, category: 'new', teamId: 'a' } as const,
    ...signals.map((make, index) => make(addMs(start, (index + 1) * 1_200_000))),
  ])

describe('given any story told with repetitions', () => {
  it('comes to the same clocks without them, however it is cut', () => {
    fc.assert(
      fc.property(story, fc.nat(25), (signals, cut) => {
        const known = withoutRepeats([], signals.slice(0, cut))
        const kept = [...known, ...withoutRepeats(known, signals.slice(cut))]
        const now = addMs(start, 40_000_000)
        expect(slaState(sla, { signals: kept }, now)).toEqual(slaState(sla, { signals }, now))
        expect(withoutRepeats([], kept)).toEqual(kept)
      }),
      { numRuns: 300 },
    )
  })
})
