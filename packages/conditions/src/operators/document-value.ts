import { parseDuration, parseInstant } from '@caseload/core'
import type { ScalarField } from '../fields/field.ts'
import type { Scalar } from '../fields/read-fact.ts'

/** Reads a value of a document as the field's facts hold it; null where it is none. */
export function readDocumentValue(value: unknown, field: ScalarField): Scalar | null {
  switch (field.type) {
    case 'text':
      return typeof value === 'string' ? value : null
    case 'enum':
      return typeof value === 'string' && field.values.includes(value) ? value : null
    case 'boolean':
      return typeof value === 'boolean' ? value : null
    case 'number':
      return typeof value === 'number' ? value : null
    case 'duration':
      return typeof value === 'string' ? parseDuration(value).unwrapOr(null) : null
    case 'instant':
      return typeof value === 'string' ? parseInstant(value).unwrapOr(null) : null
  }
}

/** What a value of the field looks like in a document. */
export function describeDocumentValue(field: ScalarField): string {
  switch (field.type) {
    case 'text':
      return 'text of at most 1,000 characters'
    case 'enum':
      return `one of: ${field.values.slice(0, 20).join(', ')}${field.values.length > 20 ? ', …' : ''}`
    case 'boolean':
      return 'true or false'
    case 'number':
      return 'a finite number'
    case 'duration':
      return 'a duration in hours, minutes and seconds such as PT4H'
    case 'instant':
      return 'an instant in ISO 8601 with an offset such as 2026-03-01T09:00+02:00'
  }
}
