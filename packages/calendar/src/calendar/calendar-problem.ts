import type { Problem } from '@caseload/core'

/** The calendar has no hours where an answer would lie, up to the last (or down to the first) year it knows. */
export interface NeverOpen extends Problem<'calendar/never-open'> {
  /** Whether later or earlier hours were looked for. */
  readonly direction: 'later' | 'earlier'
}

/** An amount of time or a number of days that is not a whole number. */
export interface InvalidAmount extends Problem<'calendar/invalid-amount'> {
  /** What would have been accepted. */
  readonly expected: 'whole milliseconds' | 'a whole number of days'
}

export function neverOpen(direction: NeverOpen['direction']): NeverOpen {
  return { kind: 'calendar/never-open', direction, message: `the calendar has no ${direction} hours to count` }
}

export function invalidAmount(expected: InvalidAmount['expected']): InvalidAmount {
  return { kind: 'calendar/invalid-amount', expected, message: `expected ${expected}` }
}
