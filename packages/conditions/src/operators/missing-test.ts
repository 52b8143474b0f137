import type { MissingCondition } from '../document/condition-document.ts'
import type { FactTest } from './field-test.ts'

/** Compiles `missing`: the one test that a missing fact can pass. */
export function missingTest({ missing }: MissingCondition): FactTest {
  return {
    key: missing ? 'conditions/missing' : 'conditions/present',
    expected: missing,
    passes: (fact) => (fact === null) === missing,
    takesAnything: false,
    admits: { sort: 'missing', missing },
  }
}
