import type { TenantId } from '@caseload/core'
import type { Commit, Filter, NewEvent, Query, ScheduleWork, Sort, Write } from '@caseload/storage'
import fc from 'fast-check'
import { acme, beta, event, item, put } from '../kit/builders.ts'

/** One call of a random history. */
export type Step =
  | { readonly do: 'commit'; readonly tenant: TenantId; readonly change: Commit }
  | { readonly do: 'settle'; readonly tenant: TenantId; readonly key: string; readonly pick: number }
  | { readonly do: 'find'; readonly tenant: TenantId; readonly query: Query }
  | { readonly do: 'count'; readonly tenant: TenantId; readonly by: readonly string[]; readonly where: readonly Filter[] }
  | { readonly do: 'claim'; readonly now: number; readonly limit: number }
  | { readonly do: 'follow'; readonly limit: number }
  | { readonly do: 'lease'; readonly pick: number; readonly release: boolean }
  | { readonly do: 'journal'; readonly tenant: TenantId; readonly limit: number; readonly types: readonly string[] | null }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'redact'; readonly tenant: TenantId; readonly seq: number }
  | { readonly do: 'prune' }
  | { readonly do: 'lag' }
  | { readonly do: 'reopen' }

const ids = fc.constantFrom('a', 'b', 'c', 'd')
const tenants = fc.constantFrom(acme, acme, beta)
const versions = fc.constantFrom(0, 0, 1, 1, 2, 3)
const words = fc.constantFrom('', 'A', 'a', 'é', 'z', '\u{1F600}', '\uFF5E', 'a%')

const keyValues = fc.record({ name: fc.constantFrom('mail', 'account', 'tag'), value: fc.constantFrom('x', 'X', 'y') })

const writes: fc.Arbitrary<Write> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({
        id: ids,
        version: versions,
        doc: fc
          .jsonValue({ maxDepth: 2 })
          .filter((value) => !/[\0\p{Surrogate}]|\\u0000|\\ud[89a-f]/u.test(JSON.stringify(value))),
        fields: fc.record({
          name: words,
          rank: fc.integer({ min: -2, max: 2 }),
          at: fc.constantFrom(-1, 0, 8.64e15),
          open: fc.boolean(),
          owner: fc.option(words),
          score: fc.option(fc.integer({ min: -1, max: 1 })),
          hot: fc.option(fc.boolean()),
        }),
        keys: fc.array(keyValues, { maxLength: 3 }),
      })
      .map(({ id, version, doc, fields, keys }) => put(id, version, { doc: { doc }, fields, keys })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('remove' as const), ref: ids.map(item), version: fc.constantFrom(1, 2, 3) }),
  },
)

const events: fc.Arbitrary<NewEvent> = fc
  .record({ stream: fc.constantFrom('s', 't'), version: fc.integer({ min: 1, max: 6 }), type: fc.constantFrom('made', 'moved') })
  .map(({ stream, version, type }) => event(stream, version, { type }))

const work: fc.Arbitrary<ScheduleWork> = fc.record({
  op: fc.constant('schedule' as const),
  queue: fc.constantFrom('p', 'q'),
  id: ids,
  dueAt: fc.integer({ min: 0, max: 20 }),
  payload: fc.constantFrom(null, 1),
})

const commits: fc.Arbitrary<Commit> = fc.record({
  key: fc.constantFrom(...Array.from({ length: 30 }, (_, index) => `k${index}`)),
  writes: fc.array(writes, { maxLength: 3 }),
  events: fc.array(events, { maxLength: 2 }),
  expect: fc.array(fc.record({ ref: ids.map(item), version: versions }), { maxLength: 1 }),
  work: fc.array(work, { maxLength: 2 }),
})

const filters: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    field: fc.constantFrom('name', 'owner'),
    op: fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'prefix'),
    value: words,
  }),
  fc.record({
    field: fc.constantFrom('rank', 'score', 'at'),
    op: fc.constantFrom('eq', 'ne', 'lt', 'gte'),
    value: fc.integer({ min: -1, max: 1 }),
  }),
  fc.record({ field: fc.constantFrom('owner', 'score', 'hot'), op: fc.constantFrom('eq', 'ne'), value: fc.constant(null) }),
  fc.record({
    field: fc.constantFrom('owner', 'name'),
    op: fc.constant('in' as const),
    value: fc.array(words, { maxLength: 3 }),
  }),
)

const sorts: fc.Arbitrary<readonly Sort[]> = fc.uniqueArray(
  fc.record({ field: fc.constantFrom('name', 'rank', 'at', 'open'), dir: fc.constantFrom('asc', 'desc') }),
  { maxLength: 3, selector: ({ field }) => field },
)

const queries: fc.Arbitrary<Query> = fc
  .record({
    where: fc.array(filters, { maxLength: 2 }),
    sort: sorts,
    limit: fc.integer({ min: 1, max: 3 }),
    key: fc.option(keyValues),
  })
  .map(({ key, ...query }) => ({ kind: 'item', ...query, ...(key === null ? {} : { key }) }))

const picks = fc.nat({ max: 5 })

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('commit' as const), tenant: tenants, change: commits }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      tenant: tenants,
      key: fc.constantFrom('x', 'y', 'z'),
      pick: picks,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('find' as const), tenant: tenants, query: queries }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('count' as const),
      tenant: tenants,
      by: fc.uniqueArray(fc.constantFrom('owner', 'open', 'score'), { maxLength: 2 }),
      where: fc.array(filters, { maxLength: 1 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      now: fc.integer({ min: 0, max: 30 }),
      limit: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('follow' as const), limit: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lease' as const), pick: picks, release: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('journal' as const),
      tenant: tenants,
      limit: fc.integer({ min: 1, max: 3 }),
      types: fc.option(fc.uniqueArray(fc.constantFrom('made', 'moved'))),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 999, 1000) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('redact' as const), tenant: tenants, seq: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'prune' }, { do: 'reopen' }, { do: 'lag' }) },
)

/** Random histories of calls that often meet each other: few ids, keys, streams and instants. */
export const histories: fc.Arbitrary<readonly Step[]> = fc.array(steps, { minLength: 1, maxLength: 40, size: 'max' })
