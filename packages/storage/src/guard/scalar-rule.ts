import { isInstant } from '@caseload/core'
import { longerThan } from '../names/utf8-length.ts'
import type { FieldType } from '../port/kind-spec.ts'

/** What is wrong with a value for a field of a type, as what would have been right; null: nothing. */
export function scalarRule(type: FieldType, value: unknown, maxBytes: number): string | null {
  switch (type) {
    case 'text':
      return textRule(value, maxBytes)
    case 'int':
      return Number.isSafeInteger(value) ? null : 'a whole number within ±(2^53 − 1)'
    case 'instant':
      return typeof value === 'number' && isInstant(value) ? null : 'epoch milliseconds'
    case 'bool':
      return typeof value === 'boolean' ? null : 'true or false'
  }
}

/** Found in every text that the exact and slower rule refuses, and in texts with pairs of surrogates. */
const suspect = /[\0\ud800-\udfff]/

/** What is wrong with a text of limited length that every engine must be able to keep; null: nothing. */
export function textRule(value: unknown, maxBytes: number): string | null {
  if (typeof value !== 'string') return 'text'
  if (longerThan(value, maxBytes)) return `text of at most ${maxBytes} bytes`
  if (suspect.test(value) && /[\0\p{Surrogate}]/u.test(value)) return 'text without U+0000 and lone surrogates'
  return null
}
