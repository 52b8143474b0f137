import type { ConditionValue } from '../document/condition-document.ts'
import type { ScalarField } from '../fields/field.ts'
import type { Scalar } from '../fields/read-fact.ts'
import { describeDocumentValue, readDocumentValue } from './document-value.ts'
import type { Refuse } from './field-test.ts'

/** Reads a list of values of one field, each once; null, and issues, where one is none or stands twice. */
export function valuesOf(
  name: string,
  given: readonly ConditionValue[],
  field: ScalarField,
  refuse: Refuse,
): readonly Scalar[] | null {
  const values = new Set<Scalar>()
  for (const [index, raw] of given.entries()) {
    const value = readDocumentValue(raw, field)
    if (value === null) refuse('conditions/bad-value', [name, index], describeDocumentValue(field))
    else if (values.has(value)) {
      // The same value written the same way was found when the document was read; this is PT60M beside PT1H.
      if (given.indexOf(raw) === index) refuse('conditions/duplicate-value', [name, index], 'each value once')
    } else values.add(value)
  }
  return values.size === given.length ? [...values] : null
}
