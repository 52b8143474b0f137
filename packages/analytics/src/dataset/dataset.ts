import { err, ok, type Result } from 'neverthrow'
import { Columns } from './columns.ts'
import type { Dimension, Key } from './dimension.ts'
import type { Estimate } from './estimate.ts'
import { Evaluation } from './evaluate.ts'
import { groupRows } from './grouping.ts'
import { keyed } from './keyed.ts'
import type { Metric } from './metric.ts'
import type { DuplicateName, InvalidMetric, QueryProblem } from './query-problems.ts'

/** A question to a dataset. */
export interface Query<Row extends object, MetricId extends string = string, DimensionId extends string = string> {
  /** What to compute, each name once. */
  readonly metrics: readonly Metric<MetricId>[]
  /** What to group by, each name once; one group of everything where absent or empty. */
  readonly by?: readonly Dimension<DimensionId>[]
  /** Which rows to look at; all where absent. */
  readonly where?: (row: Row) => boolean
  /** Whether to show combinations of keys that no row has, and the periods between the first and the last; false where absent. */
  readonly emptyGroups?: boolean
  /** How sure intervals are to be, above 0 and below 1; 0.95 where absent. */
  readonly confidence?: number
}

/** The answer for one combination of keys. */
export interface QueryGroup<MetricId extends string = string, DimensionId extends string = string> {
  /** The keys, by the names of the dimensions. */
  readonly by: Readonly<Record<DimensionId, Key>>
  /** Rows in the group; a metric's own `n` may be smaller. */
  readonly rows: number
  /** The numbers, by the names of the metrics. */
  readonly values: Readonly<Record<MetricId, Estimate>>
}

/** The answer to a query: groups in ascending order of their keys (numbers by size, texts by UTF-16 unit, null last). */
export type QueryResult<MetricId extends string = string, DimensionId extends string = string> = readonly QueryGroup<
  MetricId,
  DimensionId
>[]

/** Rows ready to be asked. */
export interface Dataset<Row extends object> {
  /** How many rows. */
  readonly length: number
  /**
   * Computes metrics by group.
   *
   * @param query - Metrics, dimensions, filter.
   * @returns One entry per group; without dimensions exactly one, even for no rows. `analytics/unknown-field` for a field no row has, `analytics/unusable-value` for a value
   * of the wrong sort, `analytics/duplicate-name`, `analytics/invalid-metric` (a quantile's or confidence's share out of range), `analytics/too-many-groups`,
   * and the calendar's error for an unknown time zone.
   */
  query<const MetricId extends string, const DimensionId extends string = never>(
    query: Query<Row, MetricId, DimensionId>,
  ): Result<QueryResult<MetricId, DimensionId>, QueryProblem>
}

/**
 * Takes rows, such as ticket facts or anybody's plain objects, to be asked for metrics.
 *
 * A field is named by a property of the rows, by one of `attributes`, or by a path such as `timeInCategoryMs.pending`. Columns are made when first asked for and
 * kept, so ask one dataset many questions; rows changed afterwards are not noticed.
 *
 * @param rows - Plain objects; not mutated. Missing is null or absent.
 *
 * @example
 * ```ts
 * import { count, dataset, measure, share } from '@caseload/analytics'
 * import { orThrow } from '@caseload/core'
 *
 * const tickets = dataset([
 *   { queue: 'billing', minutes: 10, late: false },
 *   { queue: 'billing', minutes: 30, late: true },
 *   { queue: 'sales', minutes: null, late: null },
 * ])
 * const [billing, sales] = orThrow(
 *   tickets.query({ metrics: [count('tickets'), measure('time', 'minutes', 'amount').median(), share('late', 'late')], by: ['queue'] }),
 * )
 * billing?.by.queue // => 'billing'
 * billing?.values['time.median'].value // => 20
 * billing?.values.late.value // => 0.5
 * sales?.values.tickets.value // => 1
 * sales?.values['time.median']
 * // => { value: null, n: 0, missing: 1, low: null, high: null, confidence: 0.95, method: 'quantile-7/order-statistics' }
 *
 * tickets.query({ metrics: [share('late', 'lat')] }).mapErr((problem) => problem.kind)._unsafeUnwrapErr() // => 'analytics/unknown-field'
 * ```
 */
export function dataset<Row extends object>(rows: readonly Row[]): Dataset<Row> {
  const columns = new Columns(rows)
  return {
    length: rows.length,
    query({ metrics, by = [], where, emptyGroups = false, confidence = 0.95 }) {
      const names = by.map(nameOf)
      const twice = repeated(metrics.map((metric) => metric.id)) ?? repeated(names)
      if (twice !== null) return err(duplicateName(twice))
      if (!(confidence > 0 && confidence < 1)) return err(invalidConfidence())
      const keep = where === undefined ? null : Uint8Array.from(rows, (row) => (where(row) ? 1 : 0))
      const grouping = groupRows(columns, by, keep, emptyGroups)
      if (grouping.isErr()) return err(grouping.error)
      const evaluation = new Evaluation(columns, grouping.value, confidence)
      const { keys, groupOf } = grouping.value
      const estimates: (readonly Estimate[])[] = []
      for (const metric of metrics) {
        const found = evaluation.estimates(metric)
        if (found.isErr()) return err(found.error)
        estimates.push(found.value)
      }
      const sizes = new Int32Array(keys.length)
      for (const group of groupOf) if (group >= 0) sizes[group] = (sizes[group] ?? 0) + 1
      const ids = metrics.map((metric) => metric.id)
      return ok(
        keys.map((key, group) => ({
          by: keyed(names, key),
          rows: sizes[group] ?? 0,
          values: keyed(
            ids,
            estimates.flatMap((column) => column[group] ?? []),
          ),
        })),
      )
    },
  }
}

function nameOf<Id extends string>(dimension: Dimension<Id>): Id {
  return typeof dimension === 'object' ? dimension.id : dimension
}

function repeated(names: readonly string[]): string | null {
  return names.find((name, index) => names.indexOf(name) !== index) ?? null
}

function duplicateName(name: string): DuplicateName {
  return { kind: 'analytics/duplicate-name', name, message: `the name ${name} stands twice in the query` }
}

function invalidConfidence(): InvalidMetric {
  const expected = 'a confidence above 0 and below 1'
  return { kind: 'analytics/invalid-metric', metric: 'confidence', expected, message: `expected ${expected}` }
}
