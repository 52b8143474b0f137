import { compileCalendar } from '@caseload/calendar'
import { type Instant, instant, orThrow } from '@caseload/core'
import {
  attainmentFacts,
  clockHistory,
  compileSla,
  explainDue,
  forecastBreaches,
  nextBreach,
  nextChange,
  oldestDeadline,
  type SlaSignal,
  slaCategories,
  slaDocumentSchema,
  slaProgress,
  slaState,
  slaTimers,
  timelineSvg,
} from '@caseload/sla'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mutated } from '../../../calendar/test/mutated.ts'
import { alikes, documents } from '../../test/documents.ts'
import { issueKinds } from '../../test/issue-kinds.ts'

const week = { 'mon-fri': ['09:00-12:00', '12:30-17:00'] }
const calendars = {
  office: orThrow(compileCalendar({ zone: 'Europe/Helsinki', week })),
  never: orThrow(compileCalendar({ zone: 'UTC' }, { tolerate: ['calendar/empty'] })),
}
const runs = { numRuns: 300 }
const at = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(-8.64e15, 8.64e15, 0).map((ms) => instant(ms)) },
  {
    weight: 20,
    arbitrary: fc.integer({ min: Date.parse('2026-03-02'), max: Date.parse('2026-04-02') }).map((ms) => instant(ms)),
  },
)
const priority = fc.constantFrom('low', 'high', null, 'unheard-of')
const signal = fc.oneof<fc.Arbitrary<SlaSignal>[]>(
  fc.record({ type: fc.constant('message'), at, from: fc.constantFrom('requester', 'agent', 'bot'), automatic: fc.boolean() }),
  fc.record({ type: fc.constant('category-changed'), at, category: fc.constantFrom(...slaCategories) }),
  fc.record({ type: fc.constant('facts-changed'), at, facts: fc.record({ priority }) }),
  fc.record({ type: fc.constant('team-changed'), at, teamId: fc.constantFrom('a', 'b', null) }),
  fc.record({ type: fc.constant('owner-changed'), at, owner: fc.constantFrom('agent', 'bot', null) }),
  fc.record({ type: fc.constant('snoozed'), at, until: at }),
  fc.record({ type: fc.constantFrom('merged', 'ended', 'woken'), at }),
  fc.record({ type: fc.constant('event'), at, name: fc.constantFrom('approved', 'constructor') }),
  fc.record({ type: fc.constant('promise-made'), at, id: fc.constant('p'), dueAt: at }),
)
const story = fc
  .tuple(fc.array(signal, { maxLength: 12 }), at)
  .map(([signals, from]) => [{ type: 'started', at: from } as const, ...signals])

/** Every number in an answer, however deep. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

function holds(document: unknown, signals: readonly SlaSignal[], now: Instant): void {
  const compiled = compileSla(document, { calendars })
  if (compiled.isErr()) {
    expect(compiled.error.length).toBeGreaterThan(0)
    for (const issue of compiled.error) expect(issueKinds).toContain(issue.kind)
    return
  }
  for (const one of Array.isArray(document) ? document : [document]) expect(slaDocumentSchema.safeParse(one).success).toBe(true)
  const sla = compiled.value
  const state = slaState(sla, { facts: { priority: 'high' }, signals }, now)
  const progress = slaProgress(sla, { signals })
  const near = Object.values(state.clocks).filter(({ current }) => current !== null && Math.abs(now - current.startedAt) < 1e11)
  const accounts = near.map((clock) => explainDue(sla, clock, now))
  const answers = [
    state,
    slaTimers(sla, progress),
    [nextBreach(progress), oldestDeadline(progress), nextChange(progress)],
    clockHistory(state),
    attainmentFacts(state),
    forecastBreaches([{ id: 't', state }], now, 'PT1000H').unwrapOr(null),
    accounts,
  ]
  expect(numbersIn(answers).filter(Number.isNaN)).toEqual([])
  for (const account of accounts) if (account !== null) expect(timelineSvg(account)).not.toContain('NaN')
}

describe('given any JSON at all', () => {
  it('compiles it or says what is wrong with it', () => {
    fc.assert(fc.property(fc.jsonValue(), story, at, holds), runs)
  })
})

describe('given valid documents in which one or several places are anything', () => {
  it('compiles them or says what is wrong with them, and what compiles always answers, and never with NaN', () => {
    const changed = fc.constantFrom(...documents).chain((document) => mutated(document, alikes))
    fc.assert(fc.property(changed, story, at, holds), runs)
  })
})

describe('given anything for options or calendars', () => {
  const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true })
  it('compiles or names what is no calendar', () => {
    fc.assert(
      fc.property(anything, anything, (options, calendar) => {
        for (const given of [options, { calendars: options }, { calendars: { office: calendar } }]) {
          // As it came, from a caller without types.
          const compiled = compileSla(documents[0], given as object)
          if (compiled.isErr())
            for (const { kind } of compiled.error) expect(['sla/bad-options', 'sla/unknown-calendar']).toContain(kind)
        }
      }),
      runs,
    )
  })
})
