import { type ExplanationValue, parseDuration } from '@caseload/core'
import type { FieldCondition } from './condition-document.ts'
import type { ConditionIssue } from './condition-issue.ts'
import type { ScalarField } from './field.ts'
import type { Field } from './fields.ts'
import { describeValue, parseValue } from './parse-value.ts'
import type { Fact } from './read-fact.ts'

/** A compiled test of one field's fact. */
export interface FieldTest {
  /** Key of its explanation. */
  readonly key: string
  /** What it wants, for its explanation. */
  readonly expected: ExplanationValue
  /** Whether it depends on the present. */
  readonly usesNow: boolean
  /** Whether a present fact passes; a missing fact is not asked but by `missing`. */
  readonly passes: (fact: Exclude<Fact, null>, now: number) => boolean
}

/** Tells the compiler what is wrong; always null. */
export type Refuse = (kind: ConditionIssue['kind'], name: string, expected: string) => null

/** Compiles the test of one field, or says what is wrong with it. */
export function compileFieldTest(condition: FieldCondition, field: Field, refuse: Refuse): FieldTest | null {
  if ('equals' in condition) return oneOf('equals', [condition.equals], field, refuse)
  if ('in' in condition) return oneOf('in', condition.in, field, refuse)
  if ('anyOf' in condition) return members('anyOf', condition.anyOf, field, refuse)
  if ('allOf' in condition) return members('allOf', condition.allOf, field, refuse)
  if ('noneOf' in condition) return members('noneOf', condition.noneOf, field, refuse)
  if ('prefix' in condition) {
    if (field.type !== 'text') return refuse('conditions/wrong-operator', 'prefix', 'a text field')
    const { prefix } = condition
    return test('prefix', prefix, (fact) => typeof fact === 'string' && fact.startsWith(prefix))
  }
  if ('within' in condition) {
    if (field.type !== 'instant') return refuse('conditions/wrong-operator', 'within', 'an instant field')
    const reach = parseDuration(condition.within).unwrapOr(null)
    if (reach === null) return refuse('conditions/bad-value', 'within', 'a duration such as PT4H')
    const side = condition.of ?? 'either'
    const passes: FieldTest['passes'] = (fact, now) => {
      const distance = typeof fact === 'number' ? fact - now : Number.NaN
      return (side !== 'future' && distance <= 0 && -distance <= reach) || (side !== 'past' && distance >= 0 && distance <= reach)
    }
    return { ...test('within', `${condition.within} ${side === 'either' ? 'of now' : `in the ${side}`}`, passes), usesNow: true }
  }
  if ('missing' in condition) return test('missing', condition.missing ? 'missing' : 'present', () => !condition.missing)
  return range(condition, field, refuse)
}

function test(operator: string, expected: ExplanationValue, passes: FieldTest['passes']): FieldTest {
  const key = `conditions/${operator.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  return { key, expected, usesNow: false, passes }
}

function parsed(name: string, given: readonly unknown[], field: ScalarField, refuse: Refuse): readonly (string | number | boolean)[] | null {
  let good = true
  const values = given.flatMap((raw, index) => {
    const value = parseValue(raw, field)
    if (value !== null) return [value]
    refuse('conditions/bad-value', name === 'equals' ? name : `${name}[${index}]`, describeValue(field))
    good = false
    return []
  })
  for (const [index, value] of values.entries()) {
    if (good && values.indexOf(value) !== index) return refuse('conditions/bad-value', `${name}[${index}]`, 'each value once')
  }
  return good ? values : null
}

function oneOf(operator: 'equals' | 'in', given: readonly unknown[], field: Field, refuse: Refuse): FieldTest | null {
  if (field.type === 'set') return refuse('conditions/wrong-operator', operator, 'anyOf, allOf or noneOf, since the field is a set')
  const values = parsed(operator, given, field, refuse)
  if (values === null) return null
  const [only] = values
  const known = new Set<unknown>(values)
  const passes: FieldTest['passes'] = values.length === 1 ? (fact) => fact === only : (fact) => known.has(fact)
  return test(operator, operator === 'equals' ? (only ?? null) : values, passes)
}

function members(operator: 'anyOf' | 'allOf' | 'noneOf', given: readonly unknown[], field: Field, refuse: Refuse): FieldTest | null {
  if (field.type !== 'set') return refuse('conditions/wrong-operator', operator, 'a set field')
  const values = parsed(operator, given, field.of, refuse)
  if (values === null) return null
  const has = (fact: Fact) => (value: string | number | boolean) => Array.isArray(fact) && fact.includes(value)
  const passes = {
    anyOf: (fact: Fact) => values.some(has(fact)),
    allOf: (fact: Fact) => values.every(has(fact)),
    noneOf: (fact: Fact) => !values.some(has(fact)),
  }
  return test(operator, values, passes[operator])
}

const bounds = [
  ['atLeast', '≥', (fact: number, bound: number) => fact >= bound],
  ['moreThan', '>', (fact: number, bound: number) => fact > bound],
  ['atMost', '≤', (fact: number, bound: number) => fact <= bound],
  ['lessThan', '<', (fact: number, bound: number) => fact < bound],
] as const

function range(condition: Extract<FieldCondition, { readonly atLeast?: unknown }>, field: Field, refuse: Refuse): FieldTest | null {
  const rank = ranker(field)
  if (rank === null || field.type === 'set') {
    return refuse('conditions/wrong-operator', 'field', 'a number, instant, duration or ordered enum field, since a range is asked for')
  }
  const tests: ((fact: number) => boolean)[] = []
  const words: string[] = []
  let low = Number.NEGATIVE_INFINITY
  let high = Number.POSITIVE_INFINITY
  let open = false
  for (const [name, sign, holds] of bounds) {
    const raw = condition[name]
    if (raw === undefined) continue
    const value = parseValue(raw, field)
    if (value === null) return refuse('conditions/bad-value', name, describeValue(field))
    const bound = rank(value)
    tests.push((fact) => holds(fact, bound))
    words.push(`${sign} ${raw}`)
    if (name === 'atLeast' || name === 'moreThan') low = Math.max(low, bound)
    else high = Math.min(high, bound)
    open ||= name === 'moreThan' || name === 'lessThan'
  }
  if (low > high || (low === high && open)) return refuse('conditions/empty-range', 'field', 'bounds with something between them')
  return test('range', words.join(' and '), (fact) => {
    const place = Array.isArray(fact) ? Number.NaN : rank(fact)
    return tests.every((holds) => holds(place))
  })
}

/** How to compare values of a field: by size, or by place in an ordered enum; null where there is no order. */
function ranker(field: Field): ((value: unknown) => number) | null {
  if (field.type === 'number' || field.type === 'instant' || field.type === 'duration') {
    return (value) => (typeof value === 'number' ? value : Number.NaN)
  }
  if (field.type !== 'enum' || field.ordered !== true) return null
  const places = new Map<unknown, number>(field.values.map((value, index) => [value, index]))
  return (value) => places.get(value) ?? Number.NaN
}
