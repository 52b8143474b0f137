import { backlog, distribution, processLog, statusDurations, summarise, ticketFacts, volume } from '@caseload/analytics'
import { describe, expect, it } from 'vitest'

const trapped = (): never => {
  throw new Error('secret of the caller')
}
const everythingThrows = new Proxy([], { get: trapped, has: trapped, ownKeys: trapped })
const hostile: readonly unknown[] = [
  ...[null, undefined, Number.NaN, -1, 1n, Symbol('s'), true, 'text', () => 1, {}, new Map(), everythingThrows],
  ...[[null], [undefined], [[]], [{}], ['row'], [everythingThrows]],
]
const questions: readonly (readonly [string, (...given: readonly unknown[]) => unknown])[] = Object.entries({
  backlog,
  distribution,
  processLog,
  statusDurations,
  summarise,
  ticketFacts,
  volume,
}).map(([name, question]) => [name, (...given) => Reflect.apply(question, null, given)])

describe('given rows and options of a file that was not what it seemed', () => {
  it.each(questions)('%s answers with a value or an error of a stated kind', (_, question) => {
    for (const value of hostile) {
      for (const given of [[value], [value, value, value], [[], value, value], [value, 'x', {}]]) {
        const answer = question(...given)
        expect(answer).toHaveProperty('isErr')
        if (typeof answer !== 'object' || answer === null || !('error' in answer)) continue
        expect(answer.error).toHaveProperty('kind', expect.stringMatching(/^[a-z]+\/[a-z-]+$/))
        expect(JSON.stringify(answer.error)).not.toContain('secret of the caller')
      }
    }
  })

  it('names the first that is wrong, and what would have been right', () => {
    const event = { stream: 'tkt_1', version: 1, type: 'ticket-opened', at: 0, actor: 'system:a', data: {} }
    for (const [broken, message] of [
      [{ ...event, version: '1' }, 'events[1].version: expected a number'],
      [{ ...event, at: 1e300 }, 'events[1].at: expected an instant'],
      [{ ...event, data: null }, 'events[1].data: expected an object'],
      [{ ...event, stream: 7 }, 'events[1].stream: expected text'],
      ['row', 'events[1]: expected an object'],
    ] as const)
      expect(Reflect.apply(processLog, null, [[event, broken]])).toMatchObject({ error: { kind: 'input/invalid', message } })
    const row = { openedAt: 0, asOf: 1, openIntervals: [0] }
    const options = { by: 'day', zone: 'UTC' }
    expect(Reflect.apply(volume, null, [[row], options]).isOk()).toBe(true)
    expect(Reflect.apply(volume, null, [[{ ...row, openIntervals: 0 }], options])).toMatchObject({
      error: { message: 'rows[0].openIntervals: expected a list' },
    })
    expect(Reflect.apply(backlog, null, [[row], { ...options, from: 1e300 }])).toMatchObject({
      error: { message: 'options.from: expected an instant' },
    })
  })
})
