/** What a value is counted in: `ms` elapsed milliseconds, `share` 0 to 1, `rows` rows such as tickets, `amount` anything else. */
export type MetricUnit = 'ms' | 'share' | 'rows' | 'amount'

/** Which rows are asked: those whose field equals a value. */
export interface Population {
  /** Name of the field. */
  readonly field: string
  /** Value it must have. */
  readonly equals: string | number | boolean | null
}

/**
 * How the rows become one number. `count`: rows; `share`: of the rows whose field is true or false, those where it is true; `share-within`: of the rows whose field has
 * a number, those where it is at most a limit; `quantile`, `mean`, `sum`: of a numeric field; `distinct`: different values of a field. null in a field is "missing" and enters none of them.
 */
export type Aggregate =
  | {
      /** Which. */
      readonly type: 'count'
    }
  | {
      /** Which. */
      readonly type: 'share' | 'mean' | 'sum' | 'distinct'
      /** The field. */
      readonly field: string
    }
  | {
      /** Which. */
      readonly type: 'share-within'
      /** The field. */
      readonly field: string
      /** The limit, inclusive. */
      readonly atMost: number
    }
  | {
      /** Which. */
      readonly type: 'quantile'
      /** The field. */
      readonly field: string
      /** The share of rows below, above 0 and below 1. */
      readonly p: number
    }

/** The definition of a number: plain data, so that it can be stored, compared and shown beside the number. */
export interface Metric<Id extends string = string> {
  /** Its name in a result, e.g. `firstReplyTime.median`. */
  readonly id: Id
  /** What it is called, in English. */
  readonly title: string
  /** What it is counted in. */
  readonly unit: MetricUnit
  /** Whether less or more is better; null where neither. */
  readonly better: 'less' | 'more' | null
  /** Which rows are asked; null for all. */
  readonly population: Population | null
  /** How they become a number. */
  readonly aggregate: Aggregate
}

/** What a metric may say beyond its field. */
export interface MetricDetails {
  /** What it is called, in English; the name where absent. */
  readonly title?: string
  /** Whether less or more is better; neither where absent. */
  readonly better?: 'less' | 'more'
  /** Which rows are asked; all where absent. */
  readonly population?: Population
}

/**
 * How many rows there are.
 *
 * @param id - Its name in a result.
 * @param details - Title, direction, population.
 *
 * @example
 * ```ts
 * import { count } from '@caseload/analytics'
 *
 * count('open', { population: { field: 'open', equals: true } }).aggregate // => { type: 'count' }
 * ```
 */
export function count<const Id extends string>(id: Id, details: MetricDetails = {}): Metric<Id> {
  return define(id, 'rows', { type: 'count' }, details)
}

/**
 * The share of rows in which a field is true, among those in which it is true or false. The denominator is stated as `n`; rows where the field is null are
 * `missing`.
 *
 * @param id - Its name in a result.
 * @param field - A field that holds true, false or null.
 * @param details - Title, direction, population.
 *
 * @example
 * ```ts
 * import { share } from '@caseload/analytics'
 *
 * share('reopenRate', 'reopened').aggregate // => { type: 'share', field: 'reopened' }
 * ```
 */
export function share<const Id extends string>(id: Id, field: string, details: MetricDetails = {}): Metric<Id> {
  return define(id, 'share', { type: 'share', field }, details)
}

/**
 * The share of rows in which a number is at most a limit, among those that have one: tickets replied to within the hour, resolved within fifteen minutes (one more
 * meaning of first contact resolution). Rows where the field is null are `missing`, not failures: so tickets that still wait are not in it.
 *
 * @param id - Its name in a result.
 * @param field - A field that holds numbers or null.
 * @param atMost - The limit, inclusive; milliseconds for a time. NaN lets nothing in.
 * @param details - Title, direction, population.
 *
 * @example
 * ```ts
 * import { shareWithin } from '@caseload/analytics'
 *
 * shareWithin('repliedInAnHour', 'firstReplyMs', 3_600_000, { better: 'more' }).aggregate
 * // => { type: 'share-within', field: 'firstReplyMs', atMost: 3_600_000 }
 * ```
 */
export function shareWithin<const Id extends string>(
  id: Id,
  field: string,
  atMost: number,
  details: MetricDetails = {},
): Metric<Id> {
  return define(id, 'share', { type: 'share-within', field, atMost }, details)
}

/**
 * How many different values a field has.
 *
 * @param id - Its name in a result.
 * @param field - A field that holds texts, numbers, booleans or null.
 * @param details - Title, direction, population.
 *
 * @example
 * ```ts
 * import { distinct } from '@caseload/analytics'
 *
 * distinct('requesters', 'requesterId').unit // => 'amount'
 * ```
 */
export function distinct<const Id extends string>(id: Id, field: string, details: MetricDetails = {}): Metric<Id> {
  return define(id, 'amount', { type: 'distinct', field }, details)
}

/** A quantity every row may have, and the metrics that can be made of it. */
export interface Measure<Id extends string> {
  /** The middle value: half of the rows lie below. */
  median(): Metric<`${Id}.median`>
  /** The value nine in ten rows lie below. */
  p90(): Metric<`${Id}.p90`>
  /**
   * The value a share of the rows lies below.
   *
   * @param p - The share, above 0 and below 1; its metric is named by the percentage, e.g. `.p95`.
   */
  quantile(p: number): Metric<`${Id}.p${number}`>
  /** The arithmetic mean; misleading for the skewed times of a service desk, so ask for the median first. */
  mean(): Metric<`${Id}.mean`>
  /** The total. */
  sum(): Metric<`${Id}.sum`>
}

/**
 * A quantity from a numeric field, ready to be asked for its median, 90th percentile, mean or total.
 *
 * @param id - First part of its metrics' names.
 * @param field - A field that holds numbers or null.
 * @param unit - What it is counted in.
 * @param details - Title, direction, population.
 *
 * @example
 * ```ts
 * import { measure } from '@caseload/analytics'
 *
 * const handling = measure('handling', 'handlingMs', 'ms', { better: 'less' })
 * handling.median().id // => 'handling.median'
 * handling.quantile(0.95).aggregate // => { type: 'quantile', field: 'handlingMs', p: 0.95 }
 * ```
 */
export function measure<const Id extends string>(
  id: Id,
  field: string,
  unit: 'ms' | 'amount',
  details: MetricDetails = {},
): Measure<Id> {
  const title = details.title ?? id
  const named = (suffix: string): MetricDetails => ({ ...details, title: `${title}, ${suffix}` })
  const quantile = (p: number) => {
    const percentage = Number((p * 100).toPrecision(12))
    return define<`${Id}.p${number}`>(
      `${id}.p${percentage}`,
      unit,
      { type: 'quantile', field, p },
      named(`${percentage}th percentile`),
    )
  }
  return {
    median: () => define(`${id}.median`, unit, { type: 'quantile', field, p: 0.5 }, named('median')),
    p90: () => define(`${id}.p90`, unit, { type: 'quantile', field, p: 0.9 }, named('90th percentile')),
    quantile,
    mean: () => define(`${id}.mean`, unit, { type: 'mean', field }, named('mean')),
    sum: () => define(`${id}.sum`, unit, { type: 'sum', field }, named('total')),
  }
}

function define<const Id extends string>(id: Id, unit: MetricUnit, aggregate: Aggregate, details: MetricDetails): Metric<Id> {
  const { title = id, better = null, population = null } = details
  return { id, title, unit, better, population, aggregate }
}
