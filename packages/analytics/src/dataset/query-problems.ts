import type { UnknownZone } from '@caseload/calendar'
import type { Problem } from '@caseload/core'

/** A query names a field that no row has. */
export interface UnknownField extends Problem<'analytics/unknown-field'> {
  /** The name. */
  readonly field: string
  /** Names the first row has, sorted. */
  readonly known: readonly string[]
}

/** A field holds a value that the query cannot use. */
export interface UnusableValue extends Problem<'analytics/unusable-value'> {
  /** The field. */
  readonly field: string
  /** Index of the first such row, from 0. */
  readonly row: number
  /** What would have been accepted, e.g. `a finite number or null`. */
  readonly expected: string
}

/** Two metrics, or two dimensions, share a name. */
export interface DuplicateName extends Problem<'analytics/duplicate-name'> {
  /** The name. */
  readonly name: string
}

/** A metric's definition makes no sense. */
export interface InvalidMetric extends Problem<'analytics/invalid-metric'> {
  /** The metric. */
  readonly metric: string
  /** What would have been accepted. */
  readonly expected: string
}

/** The dimensions have more combinations than can be told apart, or with `emptyGroups` than can be shown. */
export interface TooManyGroups extends Problem<'analytics/too-many-groups'> {
  /** How many combinations there are. */
  readonly groups: number
  /** How many are allowed. */
  readonly limit: number
}

/** Everything that can be wrong with a query. */
export type QueryProblem = UnknownField | UnusableValue | DuplicateName | InvalidMetric | TooManyGroups | UnknownZone

/** The refusal of a value in a row. */
export function unusableValue(field: string, row: number, expected: string): UnusableValue {
  return { kind: 'analytics/unusable-value', field, row, expected, message: `row ${row}, field ${field}: expected ${expected}` }
}
