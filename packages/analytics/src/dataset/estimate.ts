/**
 * How a value and its interval were made. `count`, `sum`, `distinct`: exact, no interval; `mean/student-t`: Student's interval; `quantile-7/order-statistics`: quantile of type 7 with an
 * interval from order statistics that assumes no shape; `share/wilson`: Wilson's interval.
 */
export type EstimateMethod = 'count' | 'sum' | 'distinct' | 'mean/student-t' | 'quantile-7/order-statistics' | 'share/wilson'

/** A number with what is needed to judge it. */
export interface Estimate {
  /** The value; null where `n` is 0 (a count of nothing is 0). */
  readonly value: number | null
  /** How many rows it rests on; for a share its denominator. */
  readonly n: number
  /** Rows of the population that have no value, e.g. tickets without a first reply. */
  readonly missing: number
  /** Lower end of the interval; null where there is none or the sample is too small for one. */
  readonly low: number | null
  /** Upper end of the interval; null where there is none or the sample is too small for one. */
  readonly high: number | null
  /** How sure the interval is; null for a method without one. */
  readonly confidence: number | null
  /** How value and interval were made. */
  readonly method: EstimateMethod
}
