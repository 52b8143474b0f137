import type { EqualsCondition, InCondition } from '../document/condition-document.ts'
import type { Field } from '../fields/field.ts'
import { describeDocumentValue, readDocumentValue } from './document-value.ts'
import type { FactTest, Refuse } from './field-test.ts'
import { valuesOf } from './values-of.ts'

/** A hash costs more than this many comparisons. */
const fewValues = 4

const aboutSets = 'anyOf, allOf, noneOf or missing, since the field is a set'

/** Compiles `equals`. */
export function equalsTest({ equals }: EqualsCondition, field: Field, refuse: Refuse): FactTest | null {
  if (field.type === 'set') return refuse('conditions/wrong-operator', ['equals'], aboutSets)
  const value = readDocumentValue(equals, field)
  if (value === null) return refuse('conditions/bad-value', ['equals'], describeDocumentValue(field))
  return {
    key: 'conditions/equals',
    expected: equals,
    passes: (fact) => fact === value,
    takesAnything: true,
    admits: { sort: 'values', values: [value] },
  }
}

/** Compiles `in`. */
export function inTest(condition: InCondition, field: Field, refuse: Refuse): FactTest | null {
  if (field.type === 'set') return refuse('conditions/wrong-operator', ['in'], aboutSets)
  const values = valuesOf('in', condition.in, field, refuse)
  if (values === null) return null
  const known = new Set<unknown>(values)
  const few: readonly unknown[] = values
  return {
    key: 'conditions/in',
    expected: [...condition.in],
    passes: few.length > fewValues ? (fact) => known.has(fact) : (fact) => few.includes(fact),
    takesAnything: true,
    admits: { sort: 'values', values },
  }
}
