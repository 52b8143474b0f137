import type { Scalar } from '../port/scalar.ts'
import { compareText } from './compare-text.ts'

/** The order of values of one field: null first, `false` before `true`, numbers by size, text by {@link compareText}. */
export function compareScalar(a: Scalar, b: Scalar): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  return Number(a) - Number(b)
}
