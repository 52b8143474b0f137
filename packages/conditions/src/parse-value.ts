import { isInstant, parseDuration, parseInstant } from '@caseload/core'
import type { ScalarField } from './field.ts'

/** Reads a value of a document as the field's facts hold it; null where it is none. */
export function parseValue(value: unknown, field: ScalarField): string | number | boolean | null {
  switch (field.type) {
    case 'text':
      return typeof value === 'string' && value.length <= 1000 ? value : null
    case 'enum':
      return typeof value === 'string' && field.values.includes(value) ? value : null
    case 'boolean':
      return typeof value === 'boolean' ? value : null
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : null
    case 'duration':
      return typeof value === 'string' ? parseDuration(value).unwrapOr(null) : null
    case 'instant':
      return typeof value === 'string' || (typeof value === 'number' && isInstant(value)) ? parseInstant(value).unwrapOr(null) : null
  }
}

/** What a value of the field looks like in a document, for messages. */
export function describeValue(field: ScalarField): string {
  switch (field.type) {
    case 'text':
      return 'text of at most 1,000 characters'
    case 'enum':
      return `one of: ${field.values.join(', ')}`
    case 'boolean':
      return 'true or false'
    case 'number':
      return 'a finite number'
    case 'duration':
      return 'a duration such as PT4H'
    case 'instant':
      return 'an ISO 8601 instant with an offset'
  }
}
