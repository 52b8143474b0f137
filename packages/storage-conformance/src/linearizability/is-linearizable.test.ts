import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Call, SequentialModel } from './history.ts'
import { isLinearizable } from './is-linearizable.ts'

/** A number that is read, or written by giving one. */
const register: SequentialModel<number, number | 'read', number> = {
  start: 0,
  step: (state, input, output) => (input === 'read' ? (output === undefined || output === state ? state : null) : input),
  keyOf: String,
}
const call = (
  input: number | 'read',
  asked: number,
  answered: number,
  output: number | undefined = Number(input),
): Call<number | 'read', number> => ({ input, output, asked, answered })
const never = Number.POSITIVE_INFINITY

describe('given histories that are known', () => {
  it('accepts what overlaps in any order that explains the answers', () => {
    expect(isLinearizable([], register)).toBe(true)
    expect(isLinearizable([call(1, 1, 2), call('read', 3, 4, 1)], register)).toBe(true)
    expect(isLinearizable([call(1, 1, 10), call('read', 2, 3, 0), call('read', 4, 5, 1)], register)).toBe(true)
    // Herlihy and Wing’s register: two overlapping writes, then a read of either.
    expect(isLinearizable([call(1, 1, 4), call(2, 2, 3), call('read', 5, 6, 1)], register)).toBe(true)
    expect(isLinearizable([call(1, 1, 4), call(2, 2, 3), call('read', 5, 6, 2)], register)).toBe(true)
  })

  it('refuses an answer from before a write that had ended', () => {
    expect(isLinearizable([call(1, 1, 2), call('read', 3, 4, 0)], register)).toBe(false)
  })

  it('refuses to have seen the new value and then the old one again', () => {
    expect(isLinearizable([call(1, 1, 10), call('read', 2, 3, 1), call('read', 4, 5, 0)], register)).toBe(false)
  })

  it('refuses two readers who disagree about the order of two writes', () => {
    const writes = [call(1, 1, 10), call(2, 1, 10)]
    const first = [call('read', 2, 3, 1), call('read', 4, 5, 2)]
    const second = [call('read', 2, 3, 2), call('read', 4, 5, 1)]
    expect(isLinearizable([...writes, ...first], register)).toBe(true)
    expect(isLinearizable([...writes, ...first, ...second], register)).toBe(false)
  })

  it('refuses a value that nobody wrote', () => {
    expect(isLinearizable([call(1, 1, 2), call('read', 3, 4, 7)], register)).toBe(false)
  })

  it('lets a call without an answer have happened late, or never, but not before it was asked', () => {
    const lost: Call<number | 'read', number> = { input: 1, output: undefined, asked: 3, answered: never }
    expect(isLinearizable([lost, call('read', 4, 5, 0), call('read', 8, 9, 1)], register)).toBe(true)
    expect(isLinearizable([lost, call('read', 4, 5, 0), call('read', 8, 9, 0)], register)).toBe(true)
    expect(isLinearizable([lost, call('read', 1, 2, 1)], register)).toBe(false)
    expect(isLinearizable([lost, call('read', 4, 5, 1), call('read', 8, 9, 0)], register)).toBe(false)
  })

  it('looks through a long history of calls that overlap a few at a time', () => {
    const many = Array.from({ length: 400 }, (_, index) => call(index + 1, index * 2, index * 2 + 7))
    expect(isLinearizable([...many, call('read', 10_000, 10_001, 400)], register)).toBe(true)
    expect(isLinearizable([...many, call('read', 10_000, 10_001, 3)], register)).toBe(false)
  })

  it('gives up on what would take for ever', () => {
    const all = Array.from({ length: 30 }, (_, index) => call(index + 1, 1 + index, 10_000 + index))
    expect(isLinearizable([...all, call('read', 20_000, 20_001, 0)], register, 5000)).toBe(null)
  })
})

describe('given random histories', () => {
  const points = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 10, maxLength: 10 })
  const history = fc.record({
    points,
    inputs: fc.array(fc.oneof(fc.constant('read' as const), fc.integer({ min: 1, max: 2 })), { minLength: 5, maxLength: 5 }),
    reads: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 5, maxLength: 5 }),
  })
  const callsOf = (given: {
    readonly points: readonly number[]
    readonly inputs: readonly ('read' | number)[]
    readonly reads: readonly number[]
  }) =>
    given.inputs.map((input, index) => {
      const [a = 0, b = 0] = [given.points[index * 2], given.points[index * 2 + 1]]
      return call(input, Math.min(a, b), Math.max(a, b), input === 'read' ? (given.reads[index] ?? 0) : input)
    })

  it('says what trying every order says', () => {
    fc.assert(
      fc.property(history, (given) => {
        const calls = callsOf(given)
        expect(isLinearizable(calls, register)).toBe(byEveryOrder(calls, [], 0))
      }),
      { numRuns: 300 },
    )
  })
})

/** Every order that respects real time, one by one. */
function byEveryOrder(
  left: readonly Call<number | 'read', number>[],
  done: readonly Call<number | 'read', number>[],
  state: number,
): boolean {
  if (left.length === 0) return true
  return left.some((each) => {
    if (left.some((other) => other !== each && other.answered < each.asked)) return false
    const after = register.step(state, each.input, each.output)
    return (
      after !== null &&
      byEveryOrder(
        left.filter((other) => other !== each),
        [...done, each],
        after,
      )
    )
  })
}
