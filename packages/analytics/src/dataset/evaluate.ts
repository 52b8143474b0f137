import {
  exactSum,
  meanInterval,
  proportionInterval,
  quantileIntervalOfSorted,
  quantileOfSorted,
  summary,
} from '@caseload/statistics'
import { err, ok, type Result } from 'neverthrow'
import type { Columns } from './columns.ts'
import type { Estimate } from './estimate.ts'
import type { Grouping } from './grouping.ts'
import type { Metric, Population } from './metric.ts'
import { type InvalidMetric, type UnknownField, type UnusableValue, unusableValue } from './query-problems.ts'

type Problem = UnknownField | UnusableValue | InvalidMetric

/** Values of one field by group: those of group g stand from `starts[g]` to `starts[g + 1]`. */
interface Gathered {
  readonly values: Float64Array
  readonly starts: Int32Array
  readonly missing: Int32Array
}

/** Computes metrics over one grouping; fields that several metrics read are gathered and sorted once. */
export class Evaluation {
  readonly #columns: Columns
  readonly #grouping: Grouping
  readonly #confidence: number
  readonly #gathered = new Map<string, Result<Gathered, Problem>>()

  constructor(columns: Columns, grouping: Grouping, confidence: number) {
    this.#columns = columns
    this.#grouping = grouping
    this.#confidence = confidence
  }

  /** One estimate per group. */
  estimates(metric: Metric): Result<readonly Estimate[], Problem> {
    const { aggregate } = metric
    switch (aggregate.type) {
      case 'count':
        return this.#groupOf(metric.population).map((groupOf) => this.#counts(groupOf))
      case 'share':
        return this.#shares(aggregate.field, metric.population)
      case 'share-within': {
        const { field, atMost } = aggregate
        return this.#perGroup(field, metric.population, (values, missing) => {
          const beyond = values.findIndex((value) => !(value <= atMost))
          return this.#share(beyond < 0 ? values.length : beyond, values.length, missing)
        })
      }
      case 'distinct':
        return this.#distinct(aggregate.field, metric.population)
      case 'quantile': {
        const { field, p } = aggregate
        if (!(p > 0 && p < 1)) return err(invalidMetric(metric.id, 'a share above 0 and below 1'))
        return this.#perGroup(field, metric.population, (values, missing) => this.#quantile(values, missing, p))
      }
      case 'mean':
        return this.#perGroup(aggregate.field, metric.population, (values, missing) => this.#mean(values, missing))
      case 'sum':
        return this.#perGroup(aggregate.field, metric.population, (values, missing) =>
          exact('sum', values.length === 0 ? null : exactSum(values).unwrapOr(null), values.length, missing),
        )
    }
  }

  #counts(groupOf: Int32Array): readonly Estimate[] {
    const counts = new Int32Array(this.#grouping.keys.length)
    for (const group of groupOf) if (group >= 0) counts[group] = (counts[group] ?? 0) + 1
    return Array.from(counts, (n) => exact('count', n, n, 0))
  }

  #shares(field: string, population: Population | null): Result<readonly Estimate[], Problem> {
    const column = this.#columns.coded(field)
    if (column.isErr()) return err(column.error)
    const { codes, values } = column.value
    const unusable = values.findIndex((value) => value !== null && typeof value !== 'boolean')
    if (unusable >= 0) return err(unusableValue(field, codes.indexOf(unusable), 'true, false or null'))
    return this.#groupOf(population).map((groupOf) => {
      const size = this.#grouping.keys.length
      const counts = new Int32Array(size * 3)
      const slots = values.map((value) => (value === true ? 0 : value === false ? 1 : 2))
      for (let row = 0; row < groupOf.length; row += 1) {
        const group = groupOf[row] ?? -1
        if (group < 0) continue
        const place = group * 3 + (slots[codes[row] ?? 0] ?? 2)
        counts[place] = (counts[place] ?? 0) + 1
      }
      return this.#grouping.keys.map((_, group) => {
        const [yes = 0, no = 0, missing = 0] = counts.subarray(group * 3, group * 3 + 3)
        return this.#share(yes, yes + no, missing)
      })
    })
  }

  #share(yes: number, n: number, missing: number): Estimate {
    const found = proportionInterval(yes, n, { confidence: this.#confidence }).unwrapOr(null)
    const { estimate: value, low, high } = found ?? { estimate: null, low: null, high: null }
    return { value, n, missing, low, high, confidence: this.#confidence, method: 'share/wilson' }
  }

  #distinct(field: string, population: Population | null): Result<readonly Estimate[], Problem> {
    const column = this.#columns.coded(field)
    if (column.isErr()) return err(column.error)
    const { codes, values } = column.value
    const absent = values.indexOf(null)
    return this.#groupOf(population).map((groupOf) => {
      const size = this.#grouping.keys.length
      const seen = new Set<number>()
      const different = new Int32Array(size)
      const n = new Int32Array(size)
      const missing = new Int32Array(size)
      for (let row = 0; row < groupOf.length; row += 1) {
        const group = groupOf[row] ?? -1
        const code = codes[row] ?? 0
        if (group < 0) continue
        if (code === absent) {
          missing[group] = (missing[group] ?? 0) + 1
          continue
        }
        n[group] = (n[group] ?? 0) + 1
        const pair = group * values.length + code
        if (seen.has(pair)) continue
        seen.add(pair)
        different[group] = (different[group] ?? 0) + 1
      }
      return this.#grouping.keys.map((_, group) => {
        const count = n[group] ?? 0
        return exact('distinct', count === 0 ? null : (different[group] ?? 0), count, missing[group] ?? 0)
      })
    })
  }

  #quantile(sorted: Float64Array, missing: number, p: number): Estimate {
    const interval = quantileIntervalOfSorted(sorted, p, this.#confidence)
    return {
      value: quantileOfSorted(sorted, p),
      n: sorted.length,
      missing,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      confidence: this.#confidence,
      method: 'quantile-7/order-statistics',
    }
  }

  #mean(values: Float64Array, missing: number): Estimate {
    const interval = meanInterval(values, { confidence: this.#confidence }).unwrapOr(null)
    return {
      value: summary(values).unwrapOr(null)?.mean ?? null,
      n: values.length,
      missing,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      confidence: this.#confidence,
      method: 'mean/student-t',
    }
  }

  #perGroup(
    field: string,
    population: Population | null,
    finish: (sorted: Float64Array, missing: number) => Estimate,
  ): Result<readonly Estimate[], Problem> {
    return this.#gather(field, population).map(({ values, starts, missing }) =>
      this.#grouping.keys.map((_, group) => finish(values.subarray(starts[group], starts[group + 1]), missing[group] ?? 0)),
    )
  }

  #gather(field: string, population: Population | null): Result<Gathered, Problem> {
    const name = JSON.stringify([field, population])
    const known = this.#gathered.get(name) ?? this.#gatherAnew(field, population)
    this.#gathered.set(name, known)
    return known
  }

  #gatherAnew(field: string, population: Population | null): Result<Gathered, Problem> {
    const column = this.#columns.numbers(field)
    if (column.isErr()) return err(column.error)
    const numbers = column.value
    return this.#groupOf(population).map((groupOf) => {
      const size = this.#grouping.keys.length
      const missing = new Int32Array(size)
      const starts = new Int32Array(size + 1)
      for (let row = 0; row < groupOf.length; row += 1) {
        const group = groupOf[row] ?? -1
        if (group < 0) continue
        if (Number.isNaN(numbers[row])) missing[group] = (missing[group] ?? 0) + 1
        else starts[group + 1] = (starts[group + 1] ?? 0) + 1
      }
      for (let group = 0; group < size; group += 1) starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0)
      const next = starts.slice()
      const values = new Float64Array(starts[size] ?? 0)
      for (let row = 0; row < groupOf.length; row += 1) {
        const group = groupOf[row] ?? -1
        const value = numbers[row] ?? Number.NaN
        if (group < 0 || Number.isNaN(value)) continue
        const place = next[group] ?? 0
        values[place] = value
        next[group] = place + 1
      }
      for (let group = 0; group < size; group += 1) values.subarray(starts[group], starts[group + 1]).sort()
      return { values, starts, missing }
    })
  }

  /** The groups of the rows of a population; −1 for the others. */
  #groupOf(population: Population | null): Result<Int32Array, Problem> {
    if (population === null) return ok(this.#grouping.groupOf)
    return this.#columns.coded(population.field).map(({ codes, values }) => {
      const wanted = values.indexOf(population.equals)
      return this.#grouping.groupOf.map((group, row) => (codes[row] === wanted ? group : -1))
    })
  }
}

function exact(method: 'count' | 'sum' | 'distinct', value: number | null, n: number, missing: number): Estimate {
  return { value, n, missing, low: null, high: null, confidence: null, method }
}

function invalidMetric(metric: string, expected: string): InvalidMetric {
  return { kind: 'analytics/invalid-metric', metric, expected, message: `metric ${metric}: expected ${expected}` }
}
