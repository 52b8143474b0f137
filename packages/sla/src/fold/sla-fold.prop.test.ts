import { addMs, type Instant } from '@caseload/core'
import { clockHistory, explainDue, type SlaSignal, slaCategories, slaFold, slaProgress, slaState } from '@caseload/sla'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hour, on, policies } from '../../test/desk.ts'

const sla = policies({
  fields: { priority: { type: 'enum', values: ['low', 'high'] }, plan: { type: 'text' } },
  policies: [
    {
      id: 'gold',
      when: { field: 'plan', equals: 'gold' },
      targets: { firstReply: 'PT2H', resolution: 'PT12H', agentWork: 'PT6H', teamTime: 'PT3H' },
    },
    {
      id: 'rest',
      calendar: 'office',
      targets: {
        firstReply: { by: 'priority', of: { high: 'PT2H' }, otherwise: 'PT6H' },
        nextReply: 'PT3H',
        pausableUpdate: 'PT8H',
        agentWork: { workingDays: 2, until: 'end-of-working-day' },
      },
    },
  ],
})

const minute = fc.integer({ min: 0, max: 8 * 24 * 60 })
const instant = minute.map((minutes): Instant => addMs(on('00:00'), minutes * 60_000))
const signal = fc.oneof<fc.Arbitrary<SlaSignal>[]>(
  fc.record({ type: fc.constant('started'), at: instant }),
  fc.record({
    type: fc.constant('message'),
    at: instant,
    from: fc.constantFrom('requester', 'agent', 'bot'),
    automatic: fc.boolean(),
  }),
  fc.record({ type: fc.constant('category-changed'), at: instant, category: fc.constantFrom(...slaCategories) }),
  fc.record({
    type: fc.constant('facts-changed'),
    at: instant,
    facts: fc.record({ priority: fc.constantFrom('low', 'high', null), plan: fc.constantFrom('gold', null) }),
  }),
  fc.record({ type: fc.constant('team-changed'), at: instant, teamId: fc.constantFrom('a', 'b', null) }),
  fc.record({ type: fc.constant('snoozed'), at: instant, until: instant }),
  fc.record({ type: fc.constantFrom('merged', 'ended', 'woken'), at: instant }),
  fc.record({ type: fc.constant('promise-made'), at: instant, id: fc.constantFrom('p', 'q'), dueAt: instant }),
  fc.record({ type: fc.constant('promise-kept'), at: instant, id: fc.constantFrom('p', 'q') }),
)
const story = fc
  .tuple(fc.array(signal, { maxLength: 20 }), fc.constantFrom(0, 30))
  .map(([signals, minutes]) => [{ type: 'started', at: addMs(on('00:00'), minutes * 60_000) } as const, ...signals])
const inOrder = (signals: readonly SlaSignal[]) => [...signals].sort((a, b) => Number(a.at) - Number(b.at))
const runs = { numRuns: 300 }

describe('given any signals', () => {
  it('answers the same in one pass and step by step, at any instant', () => {
    fc.assert(
      fc.property(story, instant, (signals, now) => {
        const fold = slaFold(sla)
        const past = inOrder(signals).filter(({ at }) => Number(at) <= now)
        const stepped = past.reduce(fold.step, fold.init())
        expect(fold.at(stepped, now)).toEqual(slaState(sla, { signals }, now))
        expect(slaProgress(sla, { signals: past })).toEqual(stepped)
      }),
      runs,
    )
  })

  it('never changes progress that was handed out', () => {
    fc.assert(
      fc.property(story, (signals) => {
        const fold = slaFold(sla)
        const before = fold.step(fold.init(), { type: 'started', at: on('00:00') })
        const copy = structuredClone(before)
        inOrder(signals).reduce(fold.step, before)
        expect(before).toEqual(copy)
      }),
      runs,
    )
  })

  it('never takes back a result: what is met or missed stays so, with its instant', () => {
    fc.assert(
      fc.property(story, instant, instant, (signals, a, b) => {
        const [earlier, later] = a < b ? [a, b] : [b, a]
        const cyclesAt = (now: Instant) =>
          Object.values(slaState(sla, { signals }, now).clocks).flatMap(({ clock, current, earlier: past }) =>
            (current === null ? past : [...past, current]).flatMap(({ cycle, goals }) =>
              goals.map((goal) => ({ key: `${clock}/${cycle}/${goal.id}`, goal })),
            ),
          )
        const after = new Map(cyclesAt(later).map(({ key, goal }) => [key, goal]))
        for (const { key, goal } of cyclesAt(earlier)) {
          if (goal.outcome !== 'met' && goal.outcome !== 'missed') continue
          expect(after.get(key)).toMatchObject({ outcome: goal.outcome, breachedAt: goal.breachedAt })
        }
      }),
      runs,
    )
  })

  it('tells every miss for ever, and none twice', () => {
    fc.assert(
      fc.property(story, instant, instant, (signals, a, b) => {
        const [earlier, later] = a < b ? [a, b] : [b, a]
        const missesAt = (now: Instant) =>
          clockHistory(slaState(sla, { signals }, now)).flatMap((turn) =>
            turn.turn === 'breached' ? [JSON.stringify(turn)] : [],
          )
        const told = missesAt(later)
        expect(told).toEqual(expect.arrayContaining(missesAt(earlier)))
        expect(new Set(told).size).toBe(told.length)
      }),
      runs,
    )
  })

  it('misses a goal exactly at its deadline, and only then', () => {
    fc.assert(
      fc.property(story, instant, (signals, now) => {
        for (const { current } of Object.values(slaState(sla, { signals }, now).clocks)) {
          for (const { outcome, dueAt, breachedAt } of current?.goals ?? []) {
            expect(breachedAt !== null).toBe(outcome === 'missed')
            if (breachedAt !== null) expect(breachedAt).toBe(dueAt)
            if (outcome === 'open' && dueAt !== null) expect(dueAt).toBeGreaterThanOrEqual(now)
          }
        }
      }),
      runs,
    )
  })

  it('explains every counted millisecond: the counted spans of the past add up to the time used', () => {
    fc.assert(
      fc.property(story, instant, (signals, now) => {
        for (const clock of Object.values(slaState(sla, { signals }, now).clocks)) {
          const account = explainDue(sla, clock, now)
          if (account === null) continue
          const past = account.spans
            .filter(({ ahead }) => !ahead)
            .reduce((sum, { countedMs }) => sum + countedMs, account.carriedMs)
          expect(past).toBe(clock.elapsedMs)
        }
      }),
      runs,
    )
  })
})

describe('given one pause', () => {
  it('never brings a deadline forward', () => {
    fc.assert(
      fc.property(minute, fc.integer({ min: 0, max: 2000 }), (start, length) => {
        const started = { type: 'started', at: on('00:00') } as const
        const from = addMs(on('00:00'), start * 60_000)
        const to = addMs(from, length * 60_000)
        const pause = [
          { type: 'category-changed', at: from, category: 'pending' },
          { type: 'category-changed', at: to, category: 'open' },
        ] as const
        const due = (signals: readonly SlaSignal[]) => slaState(sla, { signals }, addMs(to, hour)).clocks['agentWork']?.dueAt ?? 0
        expect(due([started, ...pause])).toBeGreaterThanOrEqual(due([started]))
      }),
      runs,
    )
  })
})

describe('given policies that both match', () => {
  it('lets the first one decide, whichever that is', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 1 }), (order) => {
        const goals: Readonly<Record<string, string>> = { a: 'PT1H', b: 'PT2H', c: 'PT3H' }
        const when = (id: string) => (id === order.at(-1) ? {} : { when: { field: id, equals: true } })
        const ordered = policies({
          fields: { a: { type: 'boolean' }, b: { type: 'boolean' }, c: { type: 'boolean' } },
          policies: order.map((id) => ({ id, ...when(id), targets: { resolution: goals[id] ?? 'PT9H' } })),
        })
        const state = slaState(
          ordered,
          { facts: { a: true, b: true, c: true }, signals: [{ type: 'started', at: on('00:00') }] },
          on('00:10'),
        )
        expect(state.policy?.policy).toBe(order[0])
      }),
      { numRuns: 50 },
    )
  })
})
