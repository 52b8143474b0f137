import { err, ok } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  actorRef,
  explanation,
  foldEvents,
  inputIssue,
  invalidInput,
  isTenantId,
  orThrow,
  parseActorRef,
  parseInput,
  parseTenantId,
  renderExplanation,
  renderMessage,
  seededEntropy,
} from './index.ts'
import { given, manualClock, sequentialIds } from './testing.ts'

describe('given the name of a tenant', () => {
  it('takes 1 to 64 characters of the alphabet and nothing else', () => {
    expect(['a', 'A.b_c:d~e-9', 'x'.repeat(64)].map(isTenantId)).toEqual([true, true, true])
    expect(['', 'a b', 'ä', 'a/b', 'x'.repeat(65), '__proto__\n'].map(isTenantId)).toEqual(Array(6).fill(false))
    expect(parseTenantId('')._unsafeUnwrapErr().kind).toBe('tenant/invalid')
  })
})

describe('given an actor', () => {
  it('comes back from its text, colons in the identity included', () => {
    expect(parseActorRef(actorRef({ kind: 'bot', id: 'a:b' }))).toEqual({ kind: 'bot', id: 'a:b' })
  })
  it('reads history of another form as the system', () => {
    expect(['', 'ada', 'robot:x', ':x'].map(parseActorRef)).toEqual(
      ['', 'ada', 'robot:x', ':x'].map((id) => ({ kind: 'system', id })),
    )
  })
})

describe('given a result', () => {
  it('gives the value, or throws with the problem as cause', () => {
    expect(orThrow(ok(1))).toBe(1)
    const problem = { kind: 'x/y', message: 'no' }
    expect(() => orThrow(err(problem))).toThrow('x/y: no')
    expect(() => orThrow(err([problem, problem]))).toThrow('x/y: no (and 1 more)')
    expect(() => orThrow(err([]))).toThrow('failed without a stated problem')
    try {
      orThrow(err(problem))
    } catch (thrown) {
      expect(thrown).toMatchObject({ cause: problem })
    }
  })
})

describe('given input from outside', () => {
  const schema = z.strictObject({
    from: z.strictObject({ email: z.string().max(5) }),
    rows: z.array(z.int().min(1)),
    mode: z.enum(['a', 'b']),
  })
  it('names every issue with path and expectation, and never repeats a value', () => {
    const secret = 'geheim@example.com'
    const refused = parseInput(schema, { from: { email: secret, [secret]: 1 }, rows: [1, 0, secret], mode: secret })
    const { issues, message } = refused._unsafeUnwrapErr()
    expect(issues.map(({ path, expected }) => [path, expected])).toEqual([
      ['from.email', 'at most 5 characters'],
      ['from["geheim@example.com"]', 'no such property'],
      ['rows[1]', 'at least 1'],
      ['rows[2]', 'number'],
      ['mode', 'one of: a, b'],
    ])
    expect(message).toBe('from.email: expected at most 5 characters (and 4 more)')
  })
  it('takes a property that is undefined as absent, at any depth, and refuses a needed one as if it were absent', () => {
    const schema = z.strictObject({
      a: z.exactOptional(z.string()),
      rows: z.array(z.strictObject({ b: z.exactOptional(z.number()) })),
      names: z.exactOptional(z.record(z.string(), z.number())),
    })
    const given = { a: undefined, rows: [{ b: undefined }, { b: 1 }], names: { x: undefined, y: 2 }, more: undefined }
    expect(parseInput(schema, given)._unsafeUnwrap()).toEqual({ rows: [{}, { b: 1 }], names: { y: 2 } })
    expect(Object.keys(given)).toEqual(['a', 'rows', 'names', 'more'])
    expect(parseInput(schema, { rows: undefined })._unsafeUnwrapErr().message).toBe('rows: expected array')
    const itself: Record<string, unknown> = { rows: [], a: undefined }
    itself['more'] = itself
    expect(
      parseInput(schema, itself)
        ._unsafeUnwrapErr()
        .issues.map(({ path }) => path),
    ).toContain('more')
    const trap = Object.defineProperty({ more: undefined }, 'a', {
      enumerable: true,
      get: () => {
        throw new Error('read')
      },
    })
    const named = z.custom((value) => Object.getOwnPropertyDescriptor(value, 'a')?.get === undefined, 'no getter')
    expect(parseInput(named, trap)._unsafeUnwrapErr().message).toBe('the value: expected no getter')
  })
  it('says of a choice of shapes what would tell them apart, or what each wanted', () => {
    const told = z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('call') }),
      z.strictObject({ by: z.enum(['mail', 'post']), at: z.number() }),
    ])
    const time = z.union([z.strictObject({ minutes: z.number() }), z.strictObject({ from: z.string(), to: z.string() })])
    const schema = z.strictObject({ told, time, name: z.union([z.string(), z.number()]) })
    const secret = 'geheim@example.com'
    const { issues } = parseInput(schema, { told: { by: secret }, time: { [secret]: 1 }, name: null })._unsafeUnwrapErr()
    expect(issues.map(({ path, expected }) => [path, expected])).toEqual([
      ['told.by', 'one of: call, mail, post'],
      ['time', 'minutes: number, or from: string and to: string'],
      ['name', 'string, or number'],
    ])
  })
  it('shows the pattern that a text should match', () => {
    const refused = parseInput(z.strictObject({ code: z.string().regex(/^[a-z]+$/) }), { code: 'A1' })
    expect(refused._unsafeUnwrapErr().issues[0]?.expected).toBe('text that matches /^[a-z]+$/')
  })
  it('refuses what cannot be read, and does not throw', () => {
    const trap = {
      get code(): string {
        throw new Error('secret')
      },
    }
    const refused = parseInput(z.strictObject({ code: z.string() }), trap)
    expect(refused._unsafeUnwrapErr().message).toBe('the value: expected plain data that can be read')
  })
  it('refuses what cannot be read only when the verdict is worded', () => {
    const trap = new Proxy(
      {},
      {
        getPrototypeOf() {
          throw new Error('secret')
        },
      },
    )
    const refused = parseInput(z.strictObject({ code: z.string() }), { code: trap })
    expect(refused._unsafeUnwrapErr().message).toBe('the value: expected plain data that can be read')
  })
  it('makes the same from issues found otherwise', () => {
    expect(invalidInput([inputIssue(['a', 0, 'b c'], 'a number')])).toEqual({
      kind: 'input/invalid',
      issues: [{ path: 'a[0]["b c"]', expected: 'a number', message: 'a[0]["b c"]: expected a number' }],
      message: 'a[0]["b c"]: expected a number',
    })
  })
})

describe('given an explanation', () => {
  it('marks what held, indents what it rests on, and never fails', () => {
    const tree = explanation(
      'a',
      { at: 0, lengthMs: 60_000, list: ['x', null] },
      { holds: false, because: [explanation('unknown', { n: 1 })] },
    )
    expect(renderExplanation(tree, { a: '{at|instant} {lengthMs|duration} {list} {nothing}' })).toBe(
      '✗ 1970-01-01T00:00:00.000Z PT1M x, null ?\n  · unknown (n: 1)',
    )
  })
  it('asks for facts that are dear to work out once, when somebody looks at them', () => {
    let asked = 0
    const tree = explanation(
      'a',
      {},
      {
        holds: true,
        because: () => {
          asked += 1
          return [explanation('b')]
        },
      },
    )
    expect([tree.key, tree.params, tree.holds, asked]).toEqual(['a', {}, true, 0])
    expect(tree).toEqual(explanation('a', {}, { holds: true, because: [explanation('b')] }))
    expect(JSON.parse(JSON.stringify(tree))).toEqual({ ...tree })
    expect([renderExplanation(tree, {}), asked]).toEqual(['✓ a\n  · b', 1])
  })
  it('lets no parameter forge a line', () => {
    expect(renderMessage('a', { text: 'x\n✓ forged\u2028y' }, { a: '{text}' })).toBe('x ✓ forged y')
  })
  it('does not read names that every object has', () => {
    expect(renderMessage('toString', {}, {})).toBe('toString')
    expect(renderMessage('a', {}, { a: '{constructor}' })).toBe('?')
  })
})

describe('given a seed', () => {
  it('repeats itself, and differs from its neighbours', () => {
    const draw = (seed: string | number) => {
      const source = seededEntropy(seed)
      return Array.from({ length: 20 }, () => source.next())
    }
    expect(draw('a')).toEqual(draw('a'))
    expect(draw('a')).not.toEqual(draw('b'))
    expect(draw(1)).toEqual(draw('1'))
  })
  it('is even over [0, 1)', () => {
    const source = seededEntropy('even')
    const counts = new Array<number>(10).fill(0)
    for (let index = 0; index < 100_000; index += 1) {
      const value = source.next()
      expect(value >= 0 && value < 1).toBe(true)
      const bin = Math.floor(value * 10)
      counts[bin] = (counts[bin] ?? 0) + 1
    }
    // Chi-square with 9 degrees of freedom: 33.7 is exceeded once in 10,000 seeds.
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(33.7)
  })
})

describe('given the sources for tests', () => {
  it('has a clock that moves when told, back as well', () => {
    const clock = manualClock(1000)
    clock.advance(-500)
    expect(clock.now()).toBe(500)
    clock.set('1970-01-01T00:00:02Z')
    expect(clock.now()).toBe(2000)
  })
  it('has tokens that can be foretold', () => {
    const ids = sequentialIds()
    expect([ids.next(), ids.next()]).toEqual(['000001', '000002'])
  })
})

describe('given a decider', () => {
  const counter = {
    initialState: 0,
    decide: (state: number, command: number) =>
      command < 0 ? err({ kind: 'counter/negative', state }) : ok(command === 0 ? [] : [command]),
    evolve: (state: number, event: number) => state + event,
  }
  it('folds a history, from the beginning or from a snapshot', () => {
    expect([foldEvents(counter, [1, 2]), foldEvents(counter, [3], 3)]).toEqual([3, 6])
  })
  it('is specified by given, when, then', () => {
    given(counter, [1]).when(2, {}).then([2])
    given(counter, [1]).when(0, {}).thenNothing()
    given(counter, [1]).when(-1, {}).thenRefused({ kind: 'counter/negative', state: 1 })
  })
  it('fails a specification that does not hold, showing both sides', () => {
    expect(() => given(counter, [1]).when(2, {}).then([3])).toThrow(/expected[\s\S]*3[\s\S]*actual[\s\S]*2/)
    expect(() => given(counter, [1]).when(2, {}).thenNothing()).toThrow('decided differently')
    expect(() => given(counter, [1]).when(-1, {}).then([])).toThrow('decided differently')
    expect(() => given(counter, []).when(Number.NaN, {}).then([])).toThrow('not plain JSON')
  })
})
