import { type InvalidInput, inputIssue, invalidInput } from '@caseload/core'
import { type Histogram, type HistogramOptions, histogram, type InvalidArgument, type NotFinite } from '@caseload/statistics'
import { err, ok, type Result } from 'neverthrow'
import { Columns } from '../dataset/columns.ts'
import type { UnknownField, UnusableValue } from '../dataset/query-problems.ts'
import { wrongOptions, wrongRows } from '../wrong-arguments.ts'

/** How often the values of a field fall where. */
export interface Distribution {
  /** The field. */
  readonly field: string
  /** Rows that have a value. */
  readonly n: number
  /** Rows that have none. */
  readonly missing: number
  /** Its bins; null where no row has a value that has a place on the scale. */
  readonly histogram: Histogram | null
}

/**
 * Bins of a numeric field, e.g. of resolution times on a logarithmic scale.
 *
 * @param rows - Ticket facts, or any plain objects.
 * @param field - A field that holds numbers or null.
 * @param options - How the range is cut into bins.
 * @returns The bins; `analytics/unknown-field`, `analytics/unusable-value` as of a query, and the errors of `histogram` for bins or edges out of range; `input/invalid` for what is no list of rows, no name or no options.
 *
 * @example
 * ```ts
 * import { distribution } from '@caseload/analytics'
 * import { orThrow } from '@caseload/core'
 *
 * orThrow(distribution([{ ms: 10 }, { ms: 60 }, { ms: null }], 'ms', { edges: [1, 50, 100] }))
 * // => {
 * //   field: 'ms', n: 2, missing: 1,
 * //   histogram: { n: 2, bins: [{ low: 1, high: 50, count: 1 }, { low: 50, high: 100, count: 1 }], below: 0, above: 0 },
 * // }
 * orThrow(distribution([], 'ms', { scale: 'log' })).histogram // => null
 * ```
 */
export function distribution(
  rows: readonly object[],
  field: string,
  options: HistogramOptions,
): Result<Distribution, UnknownField | UnusableValue | InvalidArgument | NotFinite | InvalidInput> {
  if (typeof field !== 'string') return err(invalidInput([inputIssue(['field'], 'text')]))
  const wrong = wrongRows('rows', rows, { [field]: 'anything' }) ?? wrongOptions('options', options, {})
  if (wrong !== null) return err(wrong)
  const column = new Columns(rows).numbers(field)
  if (column.isErr()) return err(column.error)
  const values = column.value.filter((value) => !Number.isNaN(value))
  const found = histogram(values, options)
  if (found.isErr()) return err(found.error)
  return ok({ field, n: values.length, missing: column.value.length - values.length, histogram: found.value })
}
