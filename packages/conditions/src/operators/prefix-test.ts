import type { PrefixCondition } from '../document/condition-document.ts'
import type { Field } from '../fields/field.ts'
import type { FactTest, Refuse } from './field-test.ts'

/** Compiles `prefix`. */
export function prefixTest({ prefix }: PrefixCondition, field: Field, refuse: Refuse): FactTest | null {
  if (field.type !== 'text') return refuse('conditions/wrong-operator', ['prefix'], 'another operator: only text has a beginning')
  return {
    key: 'conditions/prefix',
    expected: prefix,
    passes: (fact) => typeof fact === 'string' && fact.startsWith(prefix),
    takesAnything: true,
    admits: { sort: 'prefix', prefix },
  }
}
