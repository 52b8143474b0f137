import type { ConditionValue } from '../document/condition-document.ts'
import type { Field } from '../fields/field.ts'
import type { FactTest, Refuse } from './field-test.ts'
import { valuesOf } from './values-of.ts'

const keys = { anyOf: 'conditions/any-of', allOf: 'conditions/all-of', noneOf: 'conditions/none-of' } as const
const quantifiers = { anyOf: 'any', allOf: 'all', noneOf: 'none' } as const

/** Compiles `anyOf`, `allOf` and `noneOf`. */
export function membersTest(
  operator: 'anyOf' | 'allOf' | 'noneOf',
  given: readonly ConditionValue[],
  field: Field,
  refuse: Refuse,
): FactTest | null {
  if (field.type !== 'set') return refuse('conditions/wrong-operator', [operator], 'another operator: only sets have members')
  const members = valuesOf(operator, given, field.of, refuse)
  if (members === null) return null
  const wanted = new Set<unknown>(members)
  return {
    key: keys[operator],
    expected: [...given],
    passes: (fact) => Array.isArray(fact) && meets(operator, fact, wanted),
    takesAnything: false,
    admits: { sort: 'members', quantifier: quantifiers[operator], members },
  }
}

function meets(operator: keyof typeof keys, fact: readonly unknown[], wanted: ReadonlySet<unknown>): boolean {
  if (operator === 'allOf') {
    const found = new Set(fact)
    for (const member of wanted) if (!found.has(member)) return false
    return true
  }
  for (const member of fact) if (wanted.has(member)) return operator === 'anyOf'
  return operator === 'noneOf'
}
