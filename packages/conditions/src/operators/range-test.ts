import type { RangeCondition } from '../document/condition-document.ts'
import { boundNames } from '../document/read-test.ts'
import type { Field } from '../fields/field.ts'
import { describeDocumentValue, readDocumentValue } from './document-value.ts'
import type { FactTest, Interval, Refuse } from './field-test.ts'
import { emptyInterval, everything, intersection } from './interval.ts'
import { placeOf } from './place-of.ts'

const signs = { atLeast: '≥', moreThan: '>', atMost: '≤', lessThan: '<' } as const

/** Compiles `atLeast`, `moreThan`, `atMost` and `lessThan`. */
export function rangeTest(condition: RangeCondition, field: Field, refuse: Refuse): FactTest | null {
  const place = placeOf(field)
  if (place === null || field.type === 'set') {
    const [bound = 'atLeast'] = boundNames.filter((name) => condition[name] !== undefined)
    return refuse(
      'conditions/wrong-operator',
      [bound],
      'another operator: only numbers, instants, durations and ordered enums have ranges',
    )
  }
  let interval: Interval | null = everything(field)
  const expected: string[] = []
  for (const name of boundNames) {
    const raw = condition[name]
    if (raw === undefined) continue
    const value = readDocumentValue(raw, field)
    expected.push(`${signs[name]} ${raw}`)
    if (value === null) interval = refuse('conditions/bad-value', [name], describeDocumentValue(field))
    else if (interval !== null) interval = intersection(interval, sideOf(name, place(value)))
  }
  if (interval === null) return null
  if (emptyInterval(interval, field)) return refuse('conditions/empty-range', [], 'bounds with something between them')
  const { low, lowOpen, high, highOpen } = interval
  return {
    key: 'conditions/range',
    expected,
    passes: (fact) => {
      const at = place(fact)
      return (lowOpen ? at > low : at >= low) && (highOpen ? at < high : at <= high)
    },
    takesAnything: false,
    admits: { sort: 'interval', interval },
  }
}

function sideOf(name: (typeof boundNames)[number], bound: number): Interval {
  const open = name === 'moreThan' || name === 'lessThan'
  return name === 'atLeast' || name === 'moreThan'
    ? { low: bound, lowOpen: open, high: Number.POSITIVE_INFINITY, highOpen: false }
    : { low: Number.NEGATIVE_INFINITY, lowOpen: false, high: bound, highOpen: open }
}
