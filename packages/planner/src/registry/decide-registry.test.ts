import { addMs, instant } from '@caseload/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activationLeadMs, decideActivation, decideRollBack, decideWithdrawal } from './decide-registry.ts'
import { diffDocuments } from './policy-diff.ts'
import { emptyRegistry, type PolicyRegistry, policyVersionAt } from './policy-registry.ts'

const now = instant(1_000_000)
const registry = (...activations: readonly (readonly [number, number])[]): PolicyRegistry => ({
  ...emptyRegistry,
  latest: 9,
  activations: activations.map(([version, from]) => ({ version, from: instant(from) })),
})

describe('given a registry', () => {
  it('activates at the earliest instant where none is named', () => {
    expect(decideActivation(registry(), 2, null, now)._unsafeUnwrap()).toEqual({
      data: { version: 2, from: addMs(now, activationLeadMs), replaces: 0 },
      activations: [{ version: 2, from: addMs(now, activationLeadMs) }],
    })
  })

  it('puts an activation before those that come later', () => {
    expect(decideActivation(registry([1, 5], [3, 3_000_000]), 2, instant(2_000_000), now)._unsafeUnwrap()).toMatchObject({
      data: { replaces: 1 },
      activations: [{ version: 1 }, { version: 2 }, { version: 3 }],
    })
  })

  it.each([-1, 0.5, 10, Number.NaN])('refuses version %s, which was never published', (version) => {
    expect(decideActivation(registry(), version, null, now)._unsafeUnwrapErr()).toMatchObject({
      kind: 'policies/unknown-version',
      latest: 9,
    })
  })

  it('names the earliest instant where one comes too soon', () => {
    const soon = addMs(now, activationLeadMs - 1)
    expect(decideActivation(registry(), 1, soon, now)._unsafeUnwrapErr()).toMatchObject({
      kind: 'policies/too-soon',
      earliest: addMs(soon, 1),
    })
  })

  it.each([
    [registry(), null],
    [registry([0, 5]), null],
    [registry([1, 5]), 0],
    [registry([1, 5], [2, 6]), 1],
    [registry([1, 5], [2, 2_000_000]), 0],
  ])('rolls back to the version before the present one', (before, version) => {
    const decided = decideRollBack(before, now)
    expect(decided.isOk() ? decided.value.data.version : null).toBe(version)
  })

  it('goes further back each time, and never to a version that was rolled back from', () => {
    let state = registry([1, 1], [2, 2], [3, 3], [4, 4])
    const went: (number | null)[] = []
    for (let time = 0; time < 5; time += 1) {
      const decided = decideRollBack(state, addMs(now, time * 5000))
      went.push(decided.isOk() ? decided.value.data.version : null)
      if (decided.isOk()) state = { ...state, activations: decided.value.activations }
    }
    expect(went).toEqual([3, 2, 1, 0, null])
  })

  it('goes back to a version that was rolled back from once somebody activated it anew', () => {
    const at = (ms: number) => addMs(now, ms)
    let state = registry([4, 1])
    state = { ...state, activations: decideRollBack(state, now)._unsafeUnwrap().activations }
    for (const version of [4, 5]) {
      const { activations } = state
      state = { ...state, activations: [...activations, { version, from: at(version * 1000) }] }
    }
    expect(decideRollBack(state, at(9000))._unsafeUnwrap().data.version).toBe(4)
  })

  it('does nothing where the version is in force then anyway', () => {
    const state = registry([1, 5], [2, 2_000_000])
    expect(decideActivation(state, 2, instant(2_000_000), now)._unsafeUnwrap()).toEqual({ data: null, from: 2_000_000 })
    expect(decideActivation(state, 1, null, now)._unsafeUnwrap()).toEqual({ data: null, from: 5 })
    expect(decideActivation(state, 1, instant(5), now)._unsafeUnwrap()).toEqual({ data: null, from: 5 })
    expect(decideActivation(state, 1, instant(3_000_000), now)._unsafeUnwrap()).toMatchObject({ data: { replaces: 2 } })
  })

  it('names the version that another activation at that instant has', () => {
    const refused = decideActivation(registry([2, 2_000_000]), 1, instant(2_000_000), now)._unsafeUnwrapErr()
    expect(refused).toMatchObject({ kind: 'policies/instant-taken', version: 2 })
    expect(refused.message).toContain('version 2')
  })

  it('withdraws one activation that is to come, and leaves the others', () => {
    const state = registry([1, 5], [2, 2_000_000], [3, 3_000_000])
    expect(decideWithdrawal(state, instant(2_000_000), now)._unsafeUnwrap()).toEqual({
      data: { version: 2, from: 2_000_000 },
      activations: [
        { version: 1, from: 5 },
        { version: 3, from: 3_000_000 },
      ],
    })
    for (const at of [instant(5), instant(2_500_000)])
      expect(decideWithdrawal(state, at, now)._unsafeUnwrapErr()).toMatchObject({
        kind: 'policies/no-such-activation',
        planned: [{ version: 2 }, { version: 3 }],
      })
    expect(decideWithdrawal(state, instant(2_000_000), instant(1_999_001))._unsafeUnwrapErr().kind).toBe('policies/too-soon')
  })

  it('changes nothing about the past, whatever is activated or rolled back', () => {
    const steps = fc.array(
      fc.record({
        version: fc.nat(5),
        inMs: fc.option(fc.nat(10_000)),
        does: fc.constantFrom('activate', 'roll-back', 'withdraw'),
        waitMs: fc.nat(5000),
      }),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(steps, (list) => {
        let state: PolicyRegistry = { ...emptyRegistry, latest: 5 }
        let at = now
        for (const { version, inMs, does, waitMs } of list) {
          const planned = state.activations.at(-1)?.from ?? at
          const decided =
            does === 'roll-back'
              ? decideRollBack(state, at)
              : does === 'withdraw'
                ? decideWithdrawal(state, planned, at)
                : decideActivation(state, version, inMs === null ? null : addMs(at, inMs), at)
          if (decided.isOk() && decided.value.data !== null) {
            const after = { ...state, activations: decided.value.activations }
            for (const { from } of [...state.activations, { from: at }])
              if (from <= at) expect(policyVersionAt(after, from)).toBe(policyVersionAt(state, from))
            expect(after.activations.map(({ from }) => from)).toEqual(
              [...new Set(after.activations.map(({ from }) => from))].sort((a, b) => a - b),
            )
            state = after
          }
          at = addMs(at, waitMs)
        }
      }),
    )
  })
})

describe('given two documents', () => {
  it('says nothing of what is the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(diffDocuments(value, structuredClone(value))).toEqual({ changes: [], total: 0 })
      }),
    )
  })

  it('tells places, not values', () => {
    const before = {
      title: 'old secret',
      tags: ['a', 'b'],
      rows: [
        { id: 'x', n: 1 },
        { id: 'y', n: 2 },
      ],
    }
    const after = {
      title: 'new secret',
      tags: ['a'],
      rows: [
        { id: 'y', n: 2 },
        { id: 'x', n: 1 },
      ],
    }
    const diff = diffDocuments(before, after)
    expect(diff.changes).toEqual([
      { path: 'rows', change: 'changed' },
      { path: 'tags.1', change: 'removed' },
      { path: 'title', change: 'changed' },
    ])
    expect(JSON.stringify(diff)).not.toContain('secret')
  })

  it('tells at most 200 places and counts all', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`n${index}`, index]))
    const { changes, total } = diffDocuments({}, many)
    expect([changes.length, total]).toEqual([200, 300])
  })
})
