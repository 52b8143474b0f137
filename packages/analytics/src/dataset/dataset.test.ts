import { describe, expect, it } from 'vitest'
import {
  count,
  dataset,
  distinct,
  firstReplyTime,
  levels,
  measure,
  type Query,
  share,
  slaAttainment,
  summarise,
} from '../index.ts'

const time = measure('time', 'ms', 'ms')
const rows = [
  { queue: 'b', priority: 'high', ms: 10, met: true, attributes: { product: 'p1' } },
  { queue: 'b', priority: 'low', ms: 20, met: false, attributes: { product: 'p2' } },
  { queue: 'a', priority: 'high', ms: null, met: null, attributes: { product: 'p1' } },
  { queue: null, priority: 'high', ms: 40, met: true, attributes: {} },
]
const tickets = dataset(rows)

describe('given rows grouped by a field', () => {
  const groups = tickets
    .query({ metrics: [count('tickets'), time.median(), time.mean(), time.sum(), share('met', 'met')], by: ['queue'] })
    ._unsafeUnwrap()

  it('orders groups by key, with nobody knows last', () => {
    expect(groups.map((group) => [group.by.queue, group.rows])).toEqual([
      ['a', 1],
      ['b', 2],
      [null, 1],
    ])
  })
  it('says null where no row has a value, and how many are missing', () => {
    expect(groups[0]?.values).toEqual({
      tickets: { value: 1, n: 1, missing: 0, low: null, high: null, confidence: null, method: 'count' },
      'time.median': {
        value: null,
        n: 0,
        missing: 1,
        low: null,
        high: null,
        confidence: 0.95,
        method: 'quantile-7/order-statistics',
      },
      'time.mean': { value: null, n: 0, missing: 1, low: null, high: null, confidence: 0.95, method: 'mean/student-t' },
      'time.sum': { value: null, n: 0, missing: 1, low: null, high: null, confidence: null, method: 'sum' },
      met: { value: null, n: 0, missing: 1, low: null, high: null, confidence: 0.95, method: 'share/wilson' },
    })
  })
  it('computes each number from its own group', () => {
    const values = groups[1]?.values
    expect([values?.['time.median'].value, values?.['time.mean'].value, values?.['time.sum'].value, values?.met.value]).toEqual([
      15, 15, 30, 0.5,
    ])
  })
})

describe('given rows grouped by several fields', () => {
  it('has the groups that occur, and all combinations where asked', () => {
    const by = [levels('priority', ['urgent', 'high', 'low']), 'product'] as const
    const keys = (emptyGroups: boolean) =>
      tickets
        .query({ metrics: [count('n')], by, emptyGroups })
        ._unsafeUnwrap()
        .map((group) => [group.by.priority, group.by.product, group.values.n.value])
    expect(keys(false)).toEqual([
      ['high', 'p1', 2],
      ['high', null, 1],
      ['low', 'p2', 1],
    ])
    expect(keys(true)).toHaveLength(9)
    expect(keys(true).slice(0, 4)).toEqual([
      ['urgent', 'p1', 0],
      ['urgent', 'p2', 0],
      ['urgent', null, 0],
      ['high', 'p1', 2],
    ])
  })
})

describe('given a population and a filter', () => {
  it('asks only the rows of the population', () => {
    const [group] = tickets
      .query({
        metrics: [
          count('high', { population: { field: 'priority', equals: 'high' } }),
          measure('time', 'ms', 'ms', { population: { field: 'priority', equals: 'high' } }).median(),
        ],
      })
      ._unsafeUnwrap()
    expect(group).toMatchObject({ rows: 4, values: { high: { value: 3 }, 'time.median': { value: 25, n: 2, missing: 1 } } })
  })
  it('leaves out what the filter refuses', () => {
    const [group] = tickets
      .query({ metrics: [count('n'), distinct('products', 'product')], where: (row) => row.priority === 'high' })
      ._unsafeUnwrap()
    expect(group).toMatchObject({ rows: 3, values: { n: { value: 3 }, products: { value: 1, n: 2, missing: 1 } } })
  })
  it('has one group without a value where nothing is left', () => {
    const groups = tickets.query({ metrics: [count('n'), slaAttainment('met')], where: () => false })._unsafeUnwrap()
    expect(groups).toHaveLength(1)
    expect(groups[0]?.values).toMatchObject({ n: { value: 0 }, slaAttainment: { value: null, n: 0 } })
  })
})

describe('given no rows', () => {
  it('answers with one group of nothing, and with no group by key', () => {
    expect(
      dataset([])
        .query({ metrics: [firstReplyTime.p90()] })
        ._unsafeUnwrap(),
    ).toMatchObject([{ rows: 0, values: { 'firstReplyTime.p90': { value: null, n: 0 } } }])
    expect(
      dataset([])
        .query({ metrics: [firstReplyTime.p90()], by: ['queue'] })
        ._unsafeUnwrap(),
    ).toEqual([])
    expect(summarise([])._unsafeUnwrap()).toMatchObject({ tickets: { value: 0 }, reopenRate: { value: null, low: null } })
  })
})

describe('given a query that makes no sense', () => {
  const refused = (query: Query<object>, from: readonly object[] = rows) => dataset(from).query(query)._unsafeUnwrapErr()

  it('names the field no row has, and those there are', () => {
    expect(refused({ metrics: [count('n')], by: ['que'] })).toMatchObject({
      kind: 'analytics/unknown-field',
      field: 'que',
      known: ['attributes', 'met', 'ms', 'priority', 'queue'],
    })
    expect(refused({ metrics: [measure('x', 'nope', 'ms').sum()] })).toMatchObject({ field: 'nope' })
    expect(refused({ metrics: [count('n', { population: { field: 'nope', equals: 1 } })] })).toMatchObject({ field: 'nope' })
    expect(refused({ metrics: [count('n')], by: ['constructor'] })).toMatchObject({ field: 'constructor' })
  })
  it('names the row whose value is of the wrong sort', () => {
    expect(refused({ metrics: [measure('x', 'queue', 'ms').sum()] })).toMatchObject({
      kind: 'analytics/unusable-value',
      field: 'queue',
      row: 0,
    })
    expect(refused({ metrics: [share('x', 'ms')] })).toMatchObject({ field: 'ms', row: 0, expected: 'true, false or null' })
    expect(refused({ metrics: [count('n')], by: ['attributes'] })).toMatchObject({ field: 'attributes', row: 0 })
    expect(refused({ metrics: [time.sum()] }, [{ ms: 1 }, { ms: Number.NaN }])).toMatchObject({ field: 'ms', row: 1 })
  })
  it('names what stands twice', () => {
    expect(refused({ metrics: [count('n'), share('n', 'met')] })).toMatchObject({ kind: 'analytics/duplicate-name', name: 'n' })
    expect(refused({ metrics: [count('n')], by: ['queue', 'queue'] })).toMatchObject({ name: 'queue' })
  })
  it.each([0, 1, 95])('refuses the quantile and the confidence %d', (p) => {
    expect(refused({ metrics: [time.quantile(p)] })).toMatchObject({ kind: 'analytics/invalid-metric' })
    expect(refused({ metrics: [count('n')], confidence: p })).toMatchObject({ metric: 'confidence' })
  })
  it('refuses more empty groups than anybody can hold', () => {
    const many = Array.from({ length: 1001 }, (_, index) => ({ a: index, b: index }))
    expect(refused({ metrics: [count('n')], by: ['a', 'b'], emptyGroups: true }, many)).toMatchObject({
      kind: 'analytics/too-many-groups',
      groups: 1001 * 1001,
    })
    expect(
      dataset(many)
        .query({ metrics: [count('n')], by: ['a', 'b'] })
        ._unsafeUnwrap(),
    ).toHaveLength(1001)
  })
})
