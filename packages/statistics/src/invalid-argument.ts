import type { Problem } from '@caseload/core'
import { err, type Result } from 'neverthrow'

/** An argument other than the sample is outside its documented range. */
export interface InvalidArgument extends Problem<'statistics/invalid-argument'> {
  /** Name of the argument, e.g. `confidence`. */
  readonly argument: string
  /** What would have been accepted, e.g. `a number above 0 and below 1`. */
  readonly expected: string
}

/** The refusal of an argument. */
export function invalidArgument(argument: string, expected: string): Result<never, InvalidArgument> {
  return err({ kind: 'statistics/invalid-argument', argument, expected, message: `${argument}: expected ${expected}` })
}
