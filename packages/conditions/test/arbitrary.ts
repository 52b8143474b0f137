import { formatDuration, formatInstant, instant } from '@caseload/core'
import fc from 'fast-check'
import { type ConditionDocument, defineFields } from '../src/index.ts'

/** One field of every type, and names that are dangerous elsewhere. */
export const fields = defineFields({
  priority: { type: 'enum', values: ['low', 'normal', 'high', 'urgent'], ordered: true },
  plan: { type: 'enum', values: ['free', 'pro'] },
  subject: { type: 'text', title: 'Subject' },
  email: { type: 'text', personal: true },
  score: { type: 'number' },
  age: { type: 'duration' },
  openedAt: { type: 'instant' },
  vip: { type: 'boolean' },
  tags: { type: 'set', of: { type: 'text' } },
  levels: { type: 'set', of: { type: 'number' } },
  constructor: { type: 'text' },
})

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é'), maxLength: 3 })
const numbers = fc.integer({ min: -2, max: 3 })
const lengths = fc.integer({ min: 0, max: 3 }).map((hours) => hours * 3_600_000)
const moments = fc.integer({ min: -3, max: 3 }).map((hours) => hours * 3_600_000)

/** The present of every property. */
export const now = instant(0)

/** Facts of the declared types, each of them present more often than not. */
export const goodFacts = fc.record(
  {
    priority: fc.constantFrom('low' as const, 'normal' as const, 'high' as const, 'urgent' as const, null),
    plan: fc.constantFrom('free' as const, 'pro' as const),
    subject: letters,
    email: letters,
    score: numbers,
    age: lengths,
    openedAt: moments,
    vip: fc.boolean(),
    tags: fc.array(letters, { maxLength: 3 }),
    levels: fc.array(numbers, { maxLength: 3 }),
    constructor: letters,
  },
  { requiredKeys: [] },
)

/** Anything at all under the declared names and others. */
export const junkFacts = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
  fc.dictionary(
    fc.constantFrom(...Object.keys(fields), '__proto__', 'toString'),
    fc.anything({ withDate: true, withSparseArray: true }),
    { noNullPrototype: false },
  ),
)

/** Anything at all, often close to a condition. */
export const junkDocuments: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'junk' },
    fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withSparseArray: true, maxDepth: 2 }),
    fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { maxLength: 3 }) }),
    fc.record({ not: tie('node') }),
    fc.dictionary(
      fc.constantFrom('field', 'equals', 'in', 'atLeast', 'lessThan', 'anyOf', 'prefix', 'missing', 'within', 'of', '__proto__'),
      fc.oneof(
        fc.constantFrom(...Object.keys(fields)),
        fc.constantFrom('PT1H', 'past', '1970-01-01T00:00Z', 'high'),
        fc.double(),
        fc.boolean(),
        fc.array(fc.oneof(letters, numbers), { maxLength: 3 }),
      ),
      { maxKeys: 4 },
    ),
  ),
})).node

const duration = lengths.map(formatDuration)
const moment = moments.map((ms) => formatInstant(instant(ms)))
const code = fc.constantFrom('low', 'normal', 'high', 'urgent')
const list = <Value>(value: fc.Arbitrary<Value>) => fc.uniqueArray(value, { minLength: 1, maxLength: 6 })

function values(field: string, value: fc.Arbitrary<string | number | boolean>): readonly fc.Arbitrary<ConditionDocument>[] {
  return [fc.record({ field: fc.constant(field), equals: value }), fc.record({ field: fc.constant(field), in: list(value) })]
}

function ranges(field: string, bound: fc.Arbitrary<string | number>): fc.Arbitrary<ConditionDocument> {
  return fc
    .record({ atLeast: bound, moreThan: bound, atMost: bound, lessThan: bound }, { requiredKeys: [] })
    .filter((bounds) => Object.keys(bounds).length > 0)
    .map((bounds) => ({ field, ...bounds }))
}

function members(field: string, value: fc.Arbitrary<string | number>): readonly fc.Arbitrary<ConditionDocument>[] {
  const name = fc.constant(field)
  return [
    fc.record({ field: name, anyOf: list(value) }),
    fc.record({ field: name, allOf: list(value) }),
    fc.record({ field: name, noneOf: list(value) }),
  ]
}

const test: fc.Arbitrary<ConditionDocument> = fc.oneof(
  ...values('priority', code),
  ...values('plan', fc.constantFrom('free', 'pro')),
  ...values('subject', letters),
  ...values('email', letters),
  ...values('score', numbers),
  ...values('age', duration),
  ...values('openedAt', moment),
  ...values('vip', fc.boolean()),
  ...values('constructor', letters),
  ranges('priority', code),
  ranges('score', numbers),
  ranges('age', duration),
  ranges('openedAt', moment),
  ...members('tags', letters),
  ...members('levels', numbers),
  fc.record({ field: fc.constantFrom('subject', 'email'), prefix: letters.filter((text) => text !== '') }),
  fc.record({ field: fc.constantFrom(...Object.keys(fields)), missing: fc.boolean() }),
  fc.record(
    {
      field: fc.constant('openedAt'),
      within: duration,
      of: fc.constantFrom('past' as const, 'future' as const, 'either' as const),
    },
    { requiredKeys: ['field', 'within'] },
  ),
)

/** Well-formed conditions over the declared fields; some have empty ranges or contradict themselves. */
export const documents: fc.Arbitrary<ConditionDocument> = fc.letrec<{ node: ConditionDocument }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'conditions', withCrossShrink: true },
    test,
    fc.record({ all: fc.array(tie('node'), { maxLength: 4 }) }),
    fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ not: tie('node') }),
  ),
})).node
