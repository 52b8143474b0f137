import { addMs, type Instant, orThrow } from '@caseload/core'
import { compileSla, explainDue, type SlaDocument, type SlaSignal, type SlaState, slaCategories, slaState } from '@caseload/sla'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { on } from '../../test/desk.ts'
import { office } from '../../test/office.ts'

const minutes = fc.integer({ min: 0, max: 8 * 24 * 60 })
const instant = minutes.map((count): Instant => addMs(on('00:00'), count * 60_000))
const signal = fc.oneof<fc.Arbitrary<SlaSignal>[]>(
  fc.record({ type: fc.constant('message'), at: instant, from: fc.constantFrom('requester', 'agent') }),
  fc.record({ type: fc.constant('category-changed'), at: instant, category: fc.constantFrom(...slaCategories) }),
  fc.record({
    type: fc.constant('facts-changed'),
    at: instant,
    facts: fc.record({ priority: fc.constantFrom('low', 'mid', 'high', null) }),
  }),
  fc.record({ type: fc.constant('team-changed'), at: instant, teamId: fc.constantFrom('a', 'b', null) }),
  fc.record({ type: fc.constantFrom('merged', 'ended'), at: instant }),
)
const story = fc
  .tuple(instant, fc.array(signal, { maxLength: 15 }))
  .map(([at, signals]): readonly SlaSignal[] => [{ type: 'started', at }, ...signals])

const fields = { priority: { type: 'enum', values: ['low', 'mid', 'high'] } } as const
const policy = {
  id: 'all',
  calendar: 'office',
  targets: {
    firstReply: { workingDays: 1 },
    nextReply: { by: 'priority', of: { high: 'PT2H' }, otherwise: 'PT6H' },
    pausableUpdate: 'PT8H',
    agentWork: { workingDays: 2, until: 'end-of-working-day' },
    resolution: { by: 'priority', of: { high: 'PT2H', mid: 'PT9H' }, otherwise: 'PT30H' },
    teamTime: 'PT3H',
  },
} as const
const compiled = (...documents: readonly Omit<SlaDocument, 'schema' | 'id' | 'version'>[]) =>
  orThrow(
    compileSla(
      documents.map((document, index) => ({ schema: 1, id: 'support', version: index + 1, ...document })),
      { calendars: { office } },
    ),
  )
const effectiveFrom = (at: Instant) => new Date(at).toISOString()
const modes = fc.constantFrom('from-start', 'proportional', 'restart', 'latest-for-all')
const runs = { numRuns: 200 }

/** The clocks without which version counted. */
function results({ clocks }: SlaState): unknown {
  return JSON.parse(JSON.stringify(clocks, (key, value: unknown) => (key === 'policy' ? null : value)))
}

describe('given a version that promises the same', () => {
  it('changes no clock, whenever it comes into force', () => {
    fc.assert(
      fc.property(story, modes, instant, instant, (signals, onChange, change, now) => {
        const document = { fields, policies: [{ ...policy, onChange }] }
        const once = slaState(compiled(document), { signals }, now)
        const twice = slaState(compiled(document, { ...document, effectiveFrom: effectiveFrom(change) }), { signals }, now)
        expect(results(twice)).toEqual(results(once))
      }),
      runs,
    )
  })
})

describe('given a version by which no clock stands still', () => {
  it('leaves none standing still once it is in force', () => {
    const clock = { starts: [{ on: 'started' }], stops: [{ on: 'message', from: ['agent'] }], recurrence: 'continued' } as const
    const policies = [{ id: 'all', targets: { fix: 'PT4H' } }]
    fc.assert(
      fc.property(story, instant, instant, (signals, change, now) => {
        const sla = compiled(
          { clocks: { fix: { ...clock, pausedIn: ['new', 'pending'] } }, policies },
          { clocks: { fix: clock }, effectiveFrom: effectiveFrom(change), policies },
        )
        const status = slaState(sla, { signals }, now).clocks['fix']?.status
        if (now >= change) expect(status).not.toBe('paused')
      }),
      runs,
    )
  })
})

describe('given a first version that comes into force some time', () => {
  it('promises nothing before, and never misses anything earlier', () => {
    fc.assert(
      fc.property(story, instant, instant, (signals, change, now) => {
        const sla = compiled({ fields, policies: [policy], effectiveFrom: effectiveFrom(change) })
        const state = slaState(sla, { signals }, now)
        if (now < change) expect([state.clocks, state.applied]).toEqual([{}, []])
        for (const { breachedAt } of Object.values(state.clocks)) expect(breachedAt ?? change).toBeGreaterThanOrEqual(change)
      }),
      runs,
    )
  })

  it('is as if it had always been in force, for what begins later', () => {
    fc.assert(
      fc.property(story, instant, (signals, now) => {
        const always = slaState(compiled({ fields, policies: [policy] }), { signals }, now)
        const since = slaState(compiled({ fields, policies: [policy], effectiveFrom: '2026-03-02T00:00Z' }), { signals }, now)
        expect(since).toEqual(always)
      }),
      runs,
    )
  })
})

describe('given any changes of goal', () => {
  it('never has less than no time, and explains every deadline', () => {
    fc.assert(
      fc.property(story, modes, instant, (signals, onChange, now) => {
        const sla = compiled({ fields, policies: [{ ...policy, onChange }] })
        for (const clock of Object.values(slaState(sla, { signals }, now).clocks)) {
          expect(clock.goalMs ?? 0).toBeGreaterThanOrEqual(0)
          expect(() => explainDue(sla, clock, now)?.explanation.because).not.toThrow()
        }
      }),
      runs,
    )
  })
})
