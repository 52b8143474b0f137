import { type Instant, instant } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { compileConditions, defineFields, type FactsOf, type Fields } from '../index.ts'

const fields = defineFields({
  priority: { type: 'enum', values: ['low', 'normal', 'high', 'urgent'], ordered: true },
  plan: { type: 'enum', values: ['free', 'pro'] },
  subject: { type: 'text' },
  score: { type: 'number' },
  age: { type: 'duration' },
  openedAt: { type: 'instant' },
  vip: { type: 'boolean' },
  tags: { type: 'set', of: { type: 'text' } },
})
const now = instant('2026-03-02T08:00Z')
const hour = 3_600_000

function matches(document: unknown, facts: FactsOf<typeof fields>, at: Instant = now): boolean {
  return compileConditions(document, fields)._unsafeUnwrap().matches(facts, at)
}

/** Facts of any kind at all, as a caller without types would hand them over. */
function matchesUntyped(document: unknown, facts: unknown): boolean {
  return compileConditions(document, fields)
    ._unsafeUnwrap()
    .matches(facts as FactsOf<typeof fields>, now)
}

function issues(document: unknown, of: Fields = fields): readonly string[] {
  return compileConditions(document, of).match(
    () => [],
    (found) => found.map((issue) => `${issue.path}: ${issue.kind}`),
  )
}

function conflict(document: unknown): readonly string[] {
  const [issue] = compileConditions(document, fields)._unsafeUnwrapErr()
  return issue?.kind === 'conditions/never-holds' ? issue.conflict : [`${issue?.kind}`]
}

describe('given a test of one value', () => {
  it('compares text by code unit: case, accents and composition count', () => {
    expect(matches({ field: 'subject', equals: 'Printer' }, { subject: 'Printer' })).toBe(true)
    expect(matches({ field: 'subject', equals: 'Printer' }, { subject: 'printer' })).toBe(false)
    expect(matches({ field: 'subject', equals: 'caf\u00e9' }, { subject: 'cafe\u0301' })).toBe(false)
    expect(matches({ field: 'subject', equals: '' }, { subject: '' })).toBe(true)
  })
  it('finds one of few and one of many', () => {
    const many = { field: 'score', in: [1, 2, 3, 4, 5, 6] }
    expect([matches(many, { score: 6 }), matches(many, { score: 7 })]).toEqual([true, false])
    const few = { field: 'plan', in: ['free', 'pro'] }
    expect([matches(few, { plan: 'pro' }), matches(few, {})]).toEqual([true, false])
  })
  it('compares instants and durations by what they mean, however they are written', () => {
    expect(matches({ field: 'openedAt', equals: '2026-03-02T10:00:00+02:00' }, { openedAt: now })).toBe(true)
    expect(matches({ field: 'age', equals: 'PT60M' }, { age: hour })).toBe(true)
  })
  it('takes 0 and -0 for one number', () => {
    expect(matches({ field: 'score', equals: -0 }, { score: 0 })).toBe(true)
    expect(matches({ field: 'score', in: [0, 1, 2, 3, 4, 5] }, { score: -0 })).toBe(true)
  })
  it('begins a text with itself, and never with more', () => {
    expect(matches({ field: 'subject', prefix: 'Re: ' }, { subject: 'Re: ' })).toBe(true)
    expect(matches({ field: 'subject', prefix: 'Re: ' }, { subject: 'Re:' })).toBe(false)
  })
})

describe('given a range', () => {
  it('includes atLeast and atMost, and excludes moreThan and lessThan', () => {
    const closed = { field: 'age', atLeast: 'PT1H', atMost: 'PT2H' }
    const open = { field: 'age', moreThan: 'PT1H', lessThan: 'PT2H' }
    const ages = [hour - 1, hour, hour + 1, 2 * hour - 1, 2 * hour, 2 * hour + 1]
    expect(ages.map((age) => matches(closed, { age }))).toEqual([false, true, true, true, true, false])
    expect(ages.map((age) => matches(open, { age }))).toEqual([false, false, true, true, false, false])
  })
  it('ranks the codes of an ordered enum by their place', () => {
    const facts = (['low', 'normal', 'high', 'urgent'] as const).map((priority) => ({ priority }))
    expect(facts.map((each) => matches({ field: 'priority', moreThan: 'normal' }, each))).toEqual([false, false, true, true])
  })
  it('holds the narrower of two bounds on one side', () => {
    const both = { field: 'score', atLeast: 3, moreThan: 3 }
    expect([matches(both, { score: 3 }), matches(both, { score: 3.1 })]).toEqual([false, true])
    expect(matches({ field: 'score', atLeast: 4, moreThan: 3 }, { score: 4 })).toBe(true)
  })
  it('is refused where no value lies between its bounds', () => {
    for (const range of [
      { field: 'score', atLeast: 3, atMost: 2 },
      { field: 'score', atLeast: 3, lessThan: 3 },
      { field: 'priority', moreThan: 'urgent' },
      { field: 'priority', moreThan: 'low', lessThan: 'normal' },
      { field: 'age', lessThan: 'PT0S' },
      { field: 'openedAt', moreThan: '2026-01-01T00:00Z', lessThan: '2026-01-01T00:00:00.001Z' },
    ]) {
      expect(issues(range)).toEqual([': conditions/empty-range'])
    }
    expect(issues({ field: 'score', atLeast: 3, atMost: 3 })).toEqual([])
    expect(issues({ field: 'score', moreThan: 3, lessThan: 3.001 })).toEqual([])
  })
})

describe('given a distance to now', () => {
  const offsets = [-hour - 1, -hour, 0, hour, hour + 1]
  const at = (of: string | null) =>
    offsets.map((offset) =>
      matches({ field: 'openedAt', within: 'PT1H', ...(of === null ? {} : { of }) }, { openedAt: now + offset }),
    )
  it('includes its end and now itself, on both sides unless one is named', () => {
    expect(at(null)).toEqual([false, true, true, true, false])
    expect(at('either')).toEqual(at(null))
    expect(at('past')).toEqual([false, true, true, false, false])
    expect(at('future')).toEqual([false, false, true, true, false])
  })
  it('is the only test that depends on the present', () => {
    const predicate = (document: unknown) => compileConditions(document, fields)._unsafeUnwrap()
    expect(predicate({ not: { field: 'openedAt', within: 'PT1H' } }).usesNow).toBe(true)
    expect(predicate({ field: 'openedAt', atLeast: '2026-01-01T00:00Z' }).usesNow).toBe(false)
  })
})

describe('given a distance to now and time that passes', () => {
  const next = (condition: unknown, openedAt: number | null, from = now) =>
    compileConditions(condition, fields)._unsafeUnwrap().changesAfter({ openedAt }, instant(from))
  it.each([
    ['past', now - hour, now + 1],
    ['past', now + hour, now + hour],
    ['past', now - hour - 1, null],
    ['future', now + 2 * hour, now + hour],
    ['future', now, now + 1],
    ['future', now - 1, null],
    ['either', now + 2 * hour, now + hour],
    ['either', now, now + hour + 1],
    ['either', now - hour - 1, null],
  ])('names the instant at which the answer changes: %s', (of, openedAt, expected) => {
    const condition = { field: 'openedAt', within: 'PT1H', of }
    expect(next(condition, openedAt)).toBe(expected)
    expect(next({ not: condition }, openedAt)).toBe(expected)
    if (expected === null) return
    const at = (ms: number) => matches(condition, { openedAt }, instant(ms))
    expect(at(expected)).not.toBe(at(expected - 1))
  })
  it('names none where nothing depends on time, or the fact is missing', () => {
    expect(next({ field: 'openedAt', atLeast: '2026-01-01T00:00Z' }, now)).toBeNull()
    expect(next({ field: 'openedAt', within: 'PT1H' }, null)).toBeNull()
  })
})

describe('given a test of a set', () => {
  const ask = (operator: string, tags: readonly string[] | null) => matches({ field: 'tags', [operator]: ['a', 'b'] }, { tags })
  it('asks for any, all or none of the members', () => {
    expect([ask('anyOf', ['b', 'c']), ask('anyOf', ['c']), ask('anyOf', [])]).toEqual([true, false, false])
    expect([ask('allOf', ['c', 'b', 'a']), ask('allOf', ['a', 'a']), ask('allOf', [])]).toEqual([true, false, false])
    expect([ask('noneOf', ['c']), ask('noneOf', ['a']), ask('noneOf', [])]).toEqual([true, false, true])
  })
  it('does not pass where the set is missing, not even noneOf', () => {
    expect([ask('anyOf', null), ask('allOf', null), ask('noneOf', null)]).toEqual([false, false, false])
  })
})

describe('given a missing fact', () => {
  it('passes no test but missing, and so passes the not of every other', () => {
    const tests = [
      { field: 'score', equals: 1 },
      { field: 'score', in: [1, 2, 3, 4, 5, 6] },
      { field: 'score', atMost: 9 },
      { field: 'subject', prefix: 'x' },
      { field: 'openedAt', within: 'PT1H' },
      { field: 'score', missing: false },
    ]
    for (const test of tests) {
      expect(matches(test, {})).toBe(false)
      expect(matches({ not: test }, {})).toBe(true)
    }
    expect([matches({ field: 'score', missing: true }, {}), matches({ field: 'score', missing: true }, { score: 0 })]).toEqual([
      true,
      false,
    ])
  })
  it('is one that is undefined, null, inherited, behind a getter, not finite, or of another type', () => {
    const missing = { field: 'score', missing: true }
    let called = 0
    const getter = Object.defineProperty({}, 'score', {
      get: () => {
        called += 1
        throw new Error('never called')
      },
    })
    for (const facts of [
      { score: undefined },
      { score: null },
      Object.create({ score: 1 }),
      getter,
      { score: Number.NaN },
      { score: '1' },
      { score: Number.POSITIVE_INFINITY },
    ]) {
      expect(matchesUntyped(missing, facts)).toBe(true)
      expect(matchesUntyped({ field: 'score', equals: 1 }, facts)).toBe(false)
    }
    expect(called).toBe(0)
    expect(matchesUntyped({ field: 'priority', missing: true }, { priority: 'extreme' })).toBe(true)
    expect(matchesUntyped({ field: 'age', missing: true }, { age: -1 })).toBe(true)
    expect(matchesUntyped({ field: 'openedAt', missing: true }, { openedAt: 0.5 })).toBe(true)
  })
  it('is every fact where facts are no object', () => {
    for (const facts of [null, undefined, 7, 'score']) expect(matchesUntyped({ field: 'score', missing: true }, facts)).toBe(true)
  })
})

describe('given a set that is not plain data', () => {
  it('overlooks members of another type, getters and gaps', () => {
    const tags: unknown[] = ['a', 7, null]
    Object.defineProperty(tags, 3, {
      get: () => {
        throw new Error('never called')
      },
    })
    tags[9] = 'b'
    expect(matchesUntyped({ field: 'tags', allOf: ['a', 'b'] }, { tags })).toBe(true)
    expect(matchesUntyped({ field: 'tags', missing: true }, { tags: 'a' })).toBe(true)
  })
  it('takes one of more than 10,000 members for missing, however long it says it is', () => {
    expect(matchesUntyped({ field: 'tags', missing: true }, { tags: Array(10_000).fill('a') })).toBe(false)
    expect(matchesUntyped({ field: 'tags', missing: true }, { tags: Array(10_001).fill('a') })).toBe(true)
    expect(matchesUntyped({ field: 'tags', noneOf: ['a'] }, { tags: new Array(4_294_967_295) })).toBe(false)
  })
})

describe('given names that every object has', () => {
  const odd = defineFields({ constructor: { type: 'text' }, toString: { type: 'number' } })
  it('reads them as data where they are declared', () => {
    const own = compileConditions({ field: 'constructor', equals: 'Acme' }, odd)._unsafeUnwrap()
    expect([own.matches(JSON.parse('{"constructor":"Acme"}'), now), own.matches(JSON.parse('{}'), now)]).toEqual([true, false])
  })
  it('refuses them where they are not, and __proto__ always', () => {
    expect(issues({ field: 'constructor', equals: 'x' })).toEqual(['field: conditions/unknown-field'])
    expect(issues({ field: 'hasOwnProperty', missing: true }, odd)).toEqual(['field: conditions/unknown-field'])
    const declared: Fields = JSON.parse('{ "__proto__": { "type": "text" } }')
    expect(issues({ field: '__proto__', missing: true }, declared)).toEqual(['field: conditions/unknown-field'])
    expect(issues(JSON.parse('{ "field": "score", "equals": 1, "__proto__": 1 }'))).toEqual([
      '__proto__: conditions/unknown-property',
    ])
  })
})

describe('given all, any and not', () => {
  it('holds for an empty all', () => {
    expect(matches({ all: [] }, {})).toBe(true)
    expect(matches({ not: { all: [] } }, {})).toBe(false)
  })
  it('refuses an empty any, which could never hold', () => {
    expect(issues({ any: [] })).toEqual(['any: conditions/never-holds'])
    expect(conflict({ any: [] })).toEqual([])
  })
  it('lists the fields it reads once, in order', () => {
    const document = {
      any: [{ field: 'vip', equals: true }, { not: { field: 'age', missing: true } }, { field: 'vip', missing: true }],
    }
    expect(compileConditions(document, fields)._unsafeUnwrap().fields).toEqual(['age', 'vip'])
  })
  it('keeps its own copy of the document', () => {
    const document = { all: [{ field: 'score', in: [1, 2] }] }
    const predicate = compileConditions(document, fields)._unsafeUnwrap()
    document.all[0]?.in.push(3)
    expect(predicate.document).toEqual({ all: [{ field: 'score', in: [1, 2] }] })
    expect(predicate.matches({ score: 3 }, now)).toBe(false)
  })
})

describe('given tests of one field that no fact can meet together', () => {
  it('names both values', () => {
    expect(
      conflict({
        all: [
          { field: 'plan', equals: 'free' },
          { field: 'vip', equals: true },
          { field: 'plan', equals: 'pro' },
        ],
      }),
    ).toEqual(['all[0]', 'all[2]'])
  })
  it('sees through nested all and not any', () => {
    expect(
      conflict({
        all: [
          { all: [{ field: 'score', equals: 1 }] },
          {
            not: {
              any: [
                { field: 'score', in: [1, 2] },
                { field: 'vip', missing: true },
              ],
            },
          },
        ],
      }),
    ).toEqual(['all[0].all[0]', 'all[1].not.any[0]'])
  })
  it('weighs ranges, values and codes', () => {
    expect(
      conflict({
        all: [
          { field: 'score', atLeast: 5 },
          { field: 'score', atMost: 9 },
          { field: 'score', lessThan: 5 },
        ],
      }),
    ).toEqual(['all[0]', 'all[2]'])
    expect(
      conflict({
        all: [
          { field: 'score', in: [1, 9] },
          { field: 'score', moreThan: 1 },
          { field: 'score', lessThan: 9 },
        ],
      }),
    ).toEqual(['all[0]', 'all[1]', 'all[2]'])
    expect(
      conflict({ all: [{ field: 'priority', atLeast: 'high' }, { not: { field: 'priority', in: ['high', 'urgent'] } }] }),
    ).toEqual(['all[0]', 'all[1].not'])
    expect(conflict({ all: [{ field: 'score', atLeast: 5 }, { not: { field: 'score', moreThan: 4 } }] })).toEqual([
      'all[0]',
      'all[1].not',
    ])
  })
  it('weighs beginnings, presence and members', () => {
    expect(
      conflict({
        all: [
          { field: 'subject', prefix: 'Re:' },
          { field: 'subject', prefix: 'Fwd:' },
        ],
      }),
    ).toEqual(['all[0]', 'all[1]'])
    expect(conflict({ all: [{ field: 'subject', prefix: 'Re: x' }, { not: { field: 'subject', prefix: 'Re:' } }] })).toEqual([
      'all[0]',
      'all[1].not',
    ])
    expect(
      conflict({
        all: [
          { field: 'subject', missing: true },
          { field: 'subject', prefix: 'x' },
        ],
      }),
    ).toEqual(['all[0]', 'all[1]'])
    expect(
      conflict({
        all: [
          { field: 'openedAt', missing: true },
          { field: 'openedAt', within: 'PT1H' },
        ],
      }),
    ).toEqual(['all[0]', 'all[1]'])
    expect(
      conflict({
        all: [
          { field: 'tags', allOf: ['a', 'b'] },
          { field: 'tags', noneOf: ['b'] },
        ],
      }),
    ).toEqual(['all[0]', 'all[1]'])
    expect(
      conflict({
        all: [{ field: 'tags', anyOf: ['a', 'b'] }, { field: 'tags', noneOf: ['b'] }, { not: { field: 'tags', anyOf: ['a'] } }],
      }),
    ).toEqual(['all[0]', 'all[1]', 'all[2].not'])
  })
  it('says nothing where a fact, or a missing one, could meet them all', () => {
    for (const all of [
      [
        { field: 'score', atLeast: 5 },
        { field: 'score', atMost: 5 },
      ],
      [{ not: { field: 'vip', equals: true } }, { not: { field: 'vip', equals: false } }],
      [
        { field: 'subject', prefix: 'Re:' },
        { field: 'subject', prefix: 'Re: x' },
      ],
      [
        { field: 'tags', anyOf: ['a', 'b'] },
        { field: 'tags', noneOf: ['a'] },
      ],
      [
        { field: 'openedAt', within: 'PT1H', of: 'past' },
        { field: 'openedAt', within: 'PT1H', of: 'future' },
      ],
      [
        { field: 'plan', equals: 'free' },
        {
          any: [
            { field: 'plan', equals: 'pro' },
            { field: 'vip', equals: true },
          ],
        },
      ],
    ]) {
      expect(issues({ all })).toEqual([])
    }
  })
  it('finds them inside a branch and inside a not', () => {
    const never = {
      all: [
        { field: 'vip', equals: true },
        { field: 'vip', equals: false },
      ],
    }
    expect(issues({ any: [{ field: 'vip', equals: true }, never] })).toEqual(['any[1]: conditions/never-holds'])
    expect(issues({ not: never })).toEqual(['not: conditions/never-holds'])
  })
})

describe('given a document that cannot be used', () => {
  it('says everything that is wrong at once, in the order of paths', () => {
    const all = [
      ...Array.from({ length: 10 }, () => ({ field: 'score', equals: 1 })),
      { field: 'nope', equals: 1 },
      { field: 'score', equals: '1' },
      { field: 'vip', prefix: 'x' },
      { field: 'score', in: [1, 1, Number.NaN] },
      7,
      { field: 'score', equals: 1, note: 'x' },
      { field: 'age', in: ['PT1H', 'PT60M'] },
    ]
    expect(issues({ all })).toEqual([
      'all[10].field: conditions/unknown-field',
      'all[11].equals: conditions/bad-value',
      'all[12].prefix: conditions/wrong-operator',
      'all[13].in[1]: conditions/duplicate-value',
      'all[13].in[2]: conditions/bad-value',
      'all[14]: conditions/malformed',
      'all[15].note: conditions/unknown-property',
      'all[16].in[1]: conditions/duplicate-value',
    ])
  })
  it('says what a value must look like', () => {
    const expected = (document: unknown) => compileConditions(document, fields)._unsafeUnwrapErr()[0]?.expected
    expect(expected({ field: 'priority', equals: 'P1' })).toBe('one of: low, normal, high, urgent')
    expect(expected({ field: 'age', atMost: 'P1D' })).toBe('a duration in hours, minutes and seconds such as PT4H')
    expect(expected({ field: 'openedAt', atMost: '2026-03-01T09:00' })).toBe(
      'an instant in ISO 8601 with an offset such as 2026-03-01T09:00+02:00',
    )
    expect(expected({ field: 'vip', equals: 'yes' })).toBe('true or false')
    expect(expected({ field: 'score', atLeast: '5' })).toBe('a finite number')
    expect(expected({ field: 'subject', in: [1] })).toBe('text of at most 1,000 characters')
    expect(expected({ field: 'owner', equals: 1 })).toBe('one of: age, openedAt, plan, priority, score, subject, tags, vip')
    expect(compileConditions({ field: 'a', equals: 1 }, {})._unsafeUnwrapErr()[0]?.expected).toBe(
      'no test of a field, since none is declared',
    )
  })
  it('refuses an operator that the type does not have', () => {
    for (const document of [
      { field: 'plan', atLeast: 'pro' },
      { field: 'subject', lessThan: 'm' },
      { field: 'tags', equals: 'a' },
      { field: 'tags', in: ['a'] },
      { field: 'plan', anyOf: ['pro'] },
      { field: 'score', within: 'PT1H' },
      { field: 'score', prefix: '1' },
    ]) {
      expect(issues(document)).toEqual([`${Object.keys(document)[1]}: conditions/wrong-operator`])
    }
  })
  it('refuses what is no condition', () => {
    for (const document of [
      null,
      undefined,
      'x',
      [],
      new Date(0),
      new Map(),
      {},
      { field: 'score' },
      { field: 'score', equals: 1, missing: true },
    ]) {
      expect(issues(document)).toEqual([': conditions/malformed'])
    }
    expect(issues({ all: {} })).toEqual(['all: conditions/malformed'])
    expect(issues({ equals: 1 })).toEqual(['field: conditions/malformed'])
    expect(issues({ all: [], any: [] })).toEqual(['any: conditions/unknown-property'])
    expect(issues({ field: 'score', missing: 'no' })).toEqual(['missing: conditions/bad-value'])
    expect(issues({ field: 'openedAt', within: 'PT1H', of: 'now' })).toEqual(['of: conditions/bad-value'])
    expect(issues({ field: 'openedAt', within: '1 h' })).toEqual(['within: conditions/bad-value'])
    expect(issues({ field: 'subject', prefix: '' })).toEqual(['prefix: conditions/bad-value'])
    expect(issues({ field: 'score', in: [] })).toEqual(['in: conditions/bad-value'])
    expect(issues({ field: 'score', atLeast: undefined })).toEqual(['atLeast: conditions/bad-value'])
  })
  it('does not run code of the document', () => {
    const trap = Object.defineProperty({ field: 'score' }, 'equals', {
      enumerable: true,
      get: () => {
        throw new Error('never called')
      },
    })
    expect(issues(trap)).toEqual(['equals: conditions/malformed'])
  })
})

describe('given a document at its limits', () => {
  const nested = (levels: number): unknown => (levels === 1 ? { field: 'vip', equals: true } : { not: nested(levels - 1) })
  it('takes 16 levels and refuses the 17th', () => {
    expect(issues(nested(16))).toEqual([])
    expect(issues(nested(17))).toEqual([`${'not.'.repeat(15)}not: conditions/too-deep`])
  })
  it('takes 1,000 conditions and refuses one more', () => {
    const test = { field: 'vip', missing: false }
    expect(issues({ all: Array(999).fill(test) })).toEqual([])
    expect(issues({ all: Array(1000).fill(test) })).toEqual([': conditions/too-large'])
    expect(issues({ all: Array(1001).fill(test) })).toEqual(['all: conditions/too-large'])
  })
  it('takes 1,000 values in a list and 10,000 in all, and refuses one more', () => {
    const test = (count: number) => ({ field: 'score', in: Array.from({ length: count }, (_, index) => index) })
    expect(issues(test(1000))).toEqual([])
    expect(issues(test(1001))).toEqual(['in: conditions/too-large'])
    expect(issues({ all: Array(10).fill(test(1000)) })).toEqual([])
    expect(issues({ all: [...Array(10).fill(test(1000)), test(1)] })).toEqual([': conditions/too-large'])
  })
  it('takes 1,000 characters and refuses one more', () => {
    expect(issues({ field: 'subject', equals: 'x'.repeat(1000) })).toEqual([])
    expect(issues({ field: 'subject', equals: 'x'.repeat(1001) })).toEqual(['equals: conditions/bad-value'])
    expect(issues({ field: 'x'.repeat(101), equals: 1 })).toEqual(['field: conditions/malformed'])
  })
  it('stops at a document that contains itself in two places', () => {
    const twice: { all?: unknown } = {}
    twice.all = [twice, twice]
    expect(issues(twice)).toContain(': conditions/too-large')
    expect(issues(Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`x${index}`, index])))).toEqual([
      ': conditions/malformed',
    ])
  })
})
