import { parseDuration } from '@caseload/core'
import type { WithinCondition } from '../document/condition-document.ts'
import type { Field } from '../fields/field.ts'
import type { FactTest, Refuse } from './field-test.ts'

const keys = { past: 'conditions/within-past', future: 'conditions/within-future', either: 'conditions/within' } as const

/** Compiles `within`: a distance to the present, its end included. */
export function withinTest({ within, of: side = 'either' }: WithinCondition, field: Field, refuse: Refuse): FactTest | null {
  if (field.type !== 'instant')
    return refuse('conditions/wrong-operator', ['within'], 'another operator: only instants have a distance to now')
  const reach = parseDuration(within).unwrapOr(null)
  if (reach === null) return refuse('conditions/bad-value', ['within'], 'a duration in hours, minutes and seconds such as PT24H')
  const before = side === 'future' ? 0 : reach
  const after = side === 'past' ? 0 : reach
  return {
    key: keys[side],
    expected: within,
    passes: (fact, now) => typeof fact === 'number' && fact - now <= after && now - fact <= before,
    takesAnything: false,
    admits: { sort: 'near-now', before, after },
  }
}
