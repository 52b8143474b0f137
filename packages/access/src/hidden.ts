/** Stands in the place of a field that somebody may not see: neither a value nor the absence of one. */
export interface Hidden {
  /** Says that there is something to be seen, or not: even that is not told. */
  readonly hidden: true
  /** Code of the rule that hides it, e.g. `staff-only`; `purpose-not-stated` for a protected field. */
  readonly reason: string
}

/**
 * Something of which some fields may be hidden.
 *
 * @example
 * ```ts
 * import { isHidden, type Seen } from '@caseload/access'
 *
 * const seen: Seen<{ readonly id: string; readonly floor: number | null }, 'floor'> = { id: 'a', floor: { hidden: true, reason: 'staff-only' } }
 * isHidden(seen.floor) // => true
 * ```
 */
export type Seen<Whole, Hideable extends keyof Whole> = {
  readonly [Name in keyof Whole]: Name extends Hideable ? Whole[Name] | Hidden : Whole[Name]
}

/**
 * Whether a field is hidden from the reader.
 *
 * @param value - The field as it came back.
 *
 * @example
 * ```ts
 * import { isHidden } from '@caseload/access'
 *
 * isHidden(null) // => false
 * isHidden({ hidden: true, reason: 'staff-only' }) // => true
 * ```
 */
export function isHidden(value: unknown): value is Hidden {
  return typeof value === 'object' && value !== null && 'hidden' in value && value.hidden === true && 'reason' in value
}
