import type { ConditionValue, FieldCondition, RangeCondition, WithinCondition } from './condition-document.ts'
import { type InvalidCondition, invalid, type Path } from './condition-issue.ts'
import { limits } from './limits.ts'
import type { Budget } from './read-document.ts'

/** The names of a range's bounds. */
export const boundNames = ['atLeast', 'moreThan', 'atMost', 'lessThan'] as const satisfies readonly (keyof RangeCondition)[]

const listNames = ['in', 'anyOf', 'allOf', 'noneOf'] as const
const operatorNames = ['equals', ...listNames, 'prefix', 'missing', 'within'] as const
const sides = ['past', 'future', 'either'] as const
const anything =
  'a condition: all, any, not, or a field with equals, in, a range, anyOf, allOf, noneOf, prefix, missing or within'

/** What a reader needs: the members of the test, and a way to say what is wrong with one of them. */
interface Source {
  readonly members: ReadonlyMap<string, unknown>
  readonly budget: Budget
  refuse(kind: InvalidCondition['kind'], steps: Path, expected: string): null
}

/** Reads the test of one field by its shape; null, and its issues, where it is not well-formed. */
export function readTest(members: ReadonlyMap<string, unknown>, at: Path, budget: Budget): FieldCondition | null {
  const before = budget.issues.length
  const refuse: Source['refuse'] = (kind, steps, expected) => {
    budget.issues.push(invalid(kind, [...at, ...steps], expected))
    return null
  }
  const condition = readOperator({ members, budget, refuse })
  return budget.issues.length === before ? condition : null
}

function readOperator(source: Source): FieldCondition | null {
  const { members, refuse } = source
  const bounds = boundNames.filter((name) => members.has(name))
  const [operator, second] = [
    ...operatorNames.filter((name) => members.has(name)),
    ...(bounds.length > 0 ? (['range'] as const) : []),
  ]
  if (operator === undefined) return refuse('conditions/malformed', [], anything)
  if (second !== undefined) return refuse('conditions/malformed', [], `one operator, not ${operator} and ${second}`)
  const known = new Set<string>([
    'field',
    ...(operator === 'range' ? bounds : [operator]),
    ...(operator === 'within' ? ['of'] : []),
  ])
  for (const name of members.keys()) {
    if (!known.has(name)) refuse('conditions/unknown-property', [name], `nothing beside ${[...known].join(', ')}`)
  }
  const field = readField(source)
  switch (operator) {
    case 'equals':
      return join(field, readValue(source, 'equals', members.get('equals')), (name, equals) => ({ field: name, equals }))
    case 'in':
      return join(field, readValues(source, 'in'), (name, values) => ({ field: name, in: values }))
    case 'anyOf':
      return join(field, readValues(source, 'anyOf'), (name, anyOf) => ({ field: name, anyOf }))
    case 'allOf':
      return join(field, readValues(source, 'allOf'), (name, allOf) => ({ field: name, allOf }))
    case 'noneOf':
      return join(field, readValues(source, 'noneOf'), (name, noneOf) => ({ field: name, noneOf }))
    case 'prefix':
      return join(field, readText(source, 'prefix', limits.text), (name, prefix) => ({ field: name, prefix }))
    case 'missing':
      return join(field, readMissing(source), (name, missing) => ({ field: name, missing }))
    case 'within':
      return readWithin(source, field)
    case 'range':
      return join(field, readBounds(source, bounds), (name, range) => ({ field: name, ...range }))
  }
}

function join<Value>(
  field: string | null,
  value: Value | null,
  make: (field: string, value: Value) => FieldCondition,
): FieldCondition | null {
  return field === null || value === null ? null : make(field, value)
}

function readField({ members, refuse }: Source): string | null {
  const name = members.get('field')
  if (typeof name === 'string' && name.length >= 1 && name.length <= limits.name) return name
  return refuse('conditions/malformed', ['field'], 'the name of a field: text of 1 to 100 characters')
}

function readValue({ budget, refuse }: Source, step: string | number, value: unknown, list?: string): ConditionValue | null {
  budget.values -= 1
  if (typeof value === 'boolean') return value
  // JSON has no -0, so keeping it would make the document differ from its own round trip.
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value
  if (typeof value === 'string' && value.length <= limits.text) return value
  const expected = 'text of at most 1,000 characters, a finite number, true or false'
  return refuse('conditions/bad-value', list === undefined ? [step] : [list, step], expected)
}

function readValues(source: Source, name: (typeof listNames)[number]): readonly ConditionValue[] | null {
  const list = source.members.get(name)
  if (!Array.isArray(list)) return source.refuse('conditions/malformed', [name], 'a list of values')
  if (list.length === 0) return source.refuse('conditions/bad-value', [name], 'at least one value')
  if (list.length > limits.list) return source.refuse('conditions/too-large', [name], 'at most 1,000 values')
  const values: ConditionValue[] = []
  const seen = new Set<ConditionValue>()
  for (let index = 0; index < list.length; index += 1) {
    if (source.budget.values <= 0) {
      // Below zero is what the reader of the whole document looks for.
      source.budget.values = -1
      return null
    }
    const value = readValue(source, index, Object.getOwnPropertyDescriptor(list, index)?.value, name)
    if (value === null) continue
    if (seen.has(value)) source.refuse('conditions/duplicate-value', [name, index], 'each value once')
    seen.add(value)
    values.push(value)
  }
  return values
}

function readText({ members, refuse }: Source, name: string, most: number): string | null {
  const text = members.get(name)
  if (typeof text === 'string' && text.length >= 1 && text.length <= most) return text
  return refuse('conditions/bad-value', [name], `text of 1 to ${most === limits.text ? '1,000' : most} characters`)
}

function readMissing({ members, refuse }: Source): boolean | null {
  const missing = members.get('missing')
  return typeof missing === 'boolean' ? missing : refuse('conditions/bad-value', ['missing'], 'true or false')
}

function readWithin(source: Source, field: string | null): WithinCondition | null {
  const within = readText(source, 'within', limits.duration)
  const given = source.members.get('of')
  const side = sides.find((known) => known === given)
  if (source.members.has('of') && side === undefined)
    source.refuse('conditions/bad-value', ['of'], 'one of: past, future, either')
  if (field === null || within === null) return null
  return side === undefined ? { field, within } : { field, within, of: side }
}

function readBounds(
  { members, refuse }: Source,
  names: readonly (typeof boundNames)[number][],
): Omit<RangeCondition, 'field'> | null {
  const bounds: { -readonly [Name in (typeof boundNames)[number]]?: string | number } = {}
  for (const name of names) {
    const value = members.get(name)
    if (typeof value === 'string' && value.length <= limits.text) bounds[name] = value
    else if (typeof value === 'number' && Number.isFinite(value)) bounds[name] = value === 0 ? 0 : value
    else refuse('conditions/bad-value', [name], 'a number, or text of at most 1,000 characters')
  }
  return bounds
}
