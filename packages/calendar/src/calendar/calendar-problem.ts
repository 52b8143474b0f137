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

/** An argument that is not what the method takes: a programming mistake, since what comes from outside goes through `parseInstant` or `parseLocalDate` first. */
export interface InvalidArgument extends Problem<'calendar/invalid-argument'> {
  /** Name of the method, e.g. `between`. */
  readonly method: string
  /** Name of the argument, e.g. `from`. */
  readonly argument: string
  /** What would have been accepted. */
  readonly expected: string
}

export function neverOpen(direction: NeverOpen['direction']): NeverOpen {
  return { kind: 'calendar/never-open', direction, message: `the calendar has no ${direction} hours to count` }
}

export function invalidAmount(expected: InvalidAmount['expected']): InvalidAmount {
  return { kind: 'calendar/invalid-amount', expected, message: `expected ${expected}` }
}

export function invalidArgument(method: string, argument: string, expected: string): InvalidArgument {
  return {
    kind: 'calendar/invalid-argument',
    method,
    argument,
    expected,
    message: `${method}: ${argument}: expected ${expected}`,
  }
}
