import type { PeriodUnit } from '../periods/period.ts'

/** A value rows are grouped by. */
export type Key = string | number | boolean | null

/** Groups rows by the local day, week or month of an instant. */
export interface PeriodDimension<Id extends string = string> {
  /** Discriminant. */
  readonly type: 'period'
  /** Its name in a result. */
  readonly id: Id
  /** The field that holds the instant, in epoch milliseconds, or null. */
  readonly field: string
  /** Length of a period; weeks begin on Monday. */
  readonly unit: PeriodUnit
  /** IANA time zone that says when a day begins, e.g. `Europe/Helsinki`. */
  readonly zone: string
}

/** Groups rows by a field whose values have an order or must all be shown. */
export interface LevelsDimension<Id extends string = string> {
  /** Discriminant. */
  readonly type: 'levels'
  /** Its name in a result, and the field. */
  readonly id: Id
  /** The values in the order wanted; others come after them. */
  readonly values: readonly Key[]
}

/** What rows are grouped by: the name of a field, or one of the makers' results. */
export type Dimension<Id extends string = string> = Id | PeriodDimension<Id> | LevelsDimension<Id>

/**
 * Groups by local calendar day; its keys are dates such as `2026-03-29`.
 *
 * @param field - The field that holds the instant.
 * @param zone - IANA time zone.
 * @param id - Name in a result; `day` where absent.
 *
 * @example
 * ```ts
 * import { day } from '@caseload/analytics'
 *
 * day('openedAt', 'Europe/Helsinki').unit // => 'day'
 * ```
 */
export function day<const Id extends string = 'day'>(field: string, zone: string, id?: Id): PeriodDimension<Id | 'day'> {
  return { type: 'period', id: id ?? 'day', field, unit: 'day', zone }
}

/**
 * Groups by local week; its keys are the dates of Mondays, as ISO 8601 has it.
 *
 * @param field - The field that holds the instant.
 * @param zone - IANA time zone.
 * @param id - Name in a result; `week` where absent.
 *
 * @example
 * ```ts
 * import { week } from '@caseload/analytics'
 *
 * week('openedAt', 'Europe/Helsinki').id // => 'week'
 * ```
 */
export function week<const Id extends string = 'week'>(field: string, zone: string, id?: Id): PeriodDimension<Id | 'week'> {
  return { type: 'period', id: id ?? 'week', field, unit: 'week', zone }
}

/**
 * Groups by local month; its keys are such as `2026-03`.
 *
 * @param field - The field that holds the instant.
 * @param zone - IANA time zone.
 * @param id - Name in a result; `month` where absent.
 *
 * @example
 * ```ts
 * import { month } from '@caseload/analytics'
 *
 * month('openedAt', 'UTC', 'openedIn').id // => 'openedIn'
 * ```
 */
export function month<const Id extends string = 'month'>(field: string, zone: string, id?: Id): PeriodDimension<Id | 'month'> {
  return { type: 'period', id: id ?? 'month', field, unit: 'month', zone }
}

/**
 * Groups by a field in a stated order, and with `emptyGroups` shows each value even where no row has it.
 *
 * @param field - The field.
 * @param values - Its values in order; others come after them.
 *
 * @example
 * ```ts
 * import { levels } from '@caseload/analytics'
 *
 * levels('priority', ['urgent', 'high', 'normal', 'low']).id // => 'priority'
 * ```
 */
export function levels<const Id extends string>(field: Id, values: readonly Key[]): LevelsDimension<Id> {
  return { type: 'levels', id: field, values }
}
