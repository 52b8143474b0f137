import { addMs, type Instant } from '@caseload/core'
import {
  type ClockTurn,
  clockHistory,
  newClockResults,
  type SlaSignal,
  type SlaState,
  slaAdvance,
  slaCategories,
  slaFold,
  slaProgress,
  slaState,
} from '@caseload/sla'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { on, policies } from '../../test/desk.ts'

const sla = policies({
  fields: { plan: { type: 'text' } },
  policies: [
    {
      id: 'gold',
      when: { field: 'plan', equals: 'gold' },
      onChange: 'latest-for-all',
      targets: { firstReply: 'PT2H', agentWork: { goal: 'PT6H', goals: [{ id: 'ambition', goal: 'PT3H' }] } },
    },
    {
      id: 'rest',
      calendar: 'office',
      targets: { firstReply: 'PT6H', pausableUpdate: 'PT8H', agentWork: 'PT8H', teamTime: 'PT3H' },
    },
  ],
})

const instant = fc.integer({ min: 0, max: 8 * 24 * 60 }).map((minutes): Instant => addMs(on('00:00'), minutes * 60_000))
const signal = fc.oneof<fc.Arbitrary<SlaSignal>[]>(
  fc.record({ type: fc.constant('message'), at: instant, from: fc.constantFrom('requester', 'agent') }),
  fc.record({ type: fc.constant('category-changed'), at: instant, category: fc.constantFrom(...slaCategories) }),
  fc.record({
    type: fc.constant('facts-changed'),
    at: instant,
    facts: fc.record({ plan: fc.constantFrom('gold', 'free', null) }),
  }),
  fc.record({ type: fc.constant('team-changed'), at: instant, teamId: fc.constantFrom('a', 'b', null) }),
  fc.record({ type: fc.constant('snoozed'), at: instant, until: instant }),
  fc.record({ type: fc.constantFrom('merged', 'ended', 'woken'), at: instant }),
)
const signals = fc.array(signal, { maxLength: 14 })
const opened: SlaSignal = { type: 'started', at: on('00:00') }
const inOrder = (list: readonly SlaSignal[]) => [...list].sort((a, b) => Number(a.at) - Number(b.at))
const lastOf = (list: readonly SlaSignal[]) => list.reduce((last, { at }) => Math.max(last, Number(at)), 0)

/** What tells one result from another, in the plainest words. */
function keysOf(state: SlaState): readonly (readonly [string, ClockTurn])[] {
  return clockHistory(state).flatMap((turn) => {
    const { clock, cycle } = turn
    const key = (...more: readonly unknown[]) => [[JSON.stringify([turn.turn, clock, cycle, ...more]), turn] as const]
    switch (turn.turn) {
      case 'breached':
        return key(turn.goal)
      case 'retargeted':
        return key(turn.change.goal, turn.at)
      case 'fulfilled':
      case 'cancelled':
        return key()
      default:
        return []
    }
  })
}

describe('given any two looks at the clocks of a ticket', () => {
  it('finds what is new in the later one, as keys of all there is to tell would', () => {
    fc.assert(
      fc.property(signals, signals, instant, instant, (known, news, a, b) => {
        const before = slaState(sla, { signals: [opened, ...known] }, a)
        const after = slaState(sla, { signals: [opened, ...known, ...news] }, b)
        const told = new Set(keysOf(before).map(([key]) => key))
        expect(newClockResults(after, before)).toEqual(keysOf(after).flatMap(([key, turn]) => (told.has(key) ? [] : [turn])))
        expect(newClockResults(after, null)).toEqual(keysOf(after).map(([, turn]) => turn))
      }),
      { numRuns: 400 },
    )
  })
})

describe('given more that happened to a ticket', () => {
  it('answers what looking at either would, with progress to go on from, in whatever order it came', () => {
    fc.assert(
      fc.property(signals, signals, instant, fc.boolean(), (first, more, later, ordered) => {
        const all = ordered ? inOrder([...first, ...more]) : [...inOrder(first), ...more]
        const known = [opened, ...all.slice(0, first.length)]
        const news = all.slice(first.length)
        const lookedAt = addMs(on('00:00'), Math.max(lastOf(known) - on('00:00'), 0))
        const now = addMs(later, Math.max(lastOf([...known, ...news]) - later, 0))
        const { before, state, progress } = slaAdvance(sla, known, lookedAt, news, now)
        expect(before).toEqual(slaState(sla, { signals: known }, lookedAt))
        expect(state).toEqual(slaState(sla, { signals: [...known, ...news] }, now))
        const stepped = slaProgress(sla, { signals: [...known, ...news] })
        expect(progress).toEqual(slaFold(sla).until(stepped, now))
        expect(slaAdvance(sla, known, null, news, now).before).toBeNull()
      }),
      { numRuns: 400 },
    )
  })
})
