import { type Instant, isInstant } from '@caseload/core'
import { readFact } from '../fields/read-fact.ts'
import type { FieldTest } from '../operators/field-test.ts'

/** The earliest instant after `now` at which a distance to the present begins or ceases to be in reach; null where none does. */
export function changeAfter(tests: readonly FieldTest[], facts: object, now: Instant): Instant | null {
  let earliest = Number.POSITIVE_INFINITY
  for (const { name, field, admits } of tests) {
    if (admits.sort !== 'near-now') continue
    const fact = readFact(facts, name, field)
    if (typeof fact !== 'number') continue
    // In reach from the first of these on, and no more from the second.
    for (const at of [fact - admits.after, fact + admits.before + 1]) if (at > now && at < earliest) earliest = at
  }
  return isInstant(earliest) ? earliest : null
}
