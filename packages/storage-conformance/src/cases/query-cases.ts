import type { Doc, Filter, Op, Query, Scalar, Store } from '@caseload/storage'
import type { ConformanceCase } from '../conformance-case.ts'
import { acme, done, idsOf, key, put } from '../kit/builders.ts'
import { problem, same, value } from '../kit/expectations.ts'
import { guardedOnly } from '../passes.ts'

async function store3(store: Store, field: string, values: readonly [Scalar, Scalar, Scalar]): Promise<void> {
  const writes = values.map((fieldValue, index) => put('abc'.charAt(index), 0, { fields: { [field]: fieldValue } }))
  await done(store, 'c1', { writes })
}

function where(field: string, op: Op, wanted: Filter['value']): { readonly where: readonly Filter[] } {
  return { where: [{ field, op, value: wanted }] }
}

/** What each operator finds among three ascending values when asked about the middle one. */
const aroundTheMiddle: readonly (readonly [Op, readonly string[]])[] = [
  ['eq', ['b']],
  ['ne', ['a', 'c']],
  ['lt', ['a']],
  ['lte', ['a', 'b']],
  ['gt', ['c']],
  ['gte', ['b', 'c']],
]

const ascending: readonly { readonly field: string; readonly values: readonly [Scalar, Scalar, Scalar] }[] = [
  { field: 'name', values: ['B', 'a', 'é'] },
  { field: 'rank', values: [-1, 0, 1] },
  { field: 'at', values: [-86_400_000, 0, 4_102_444_800_001] },
  { field: 'owner', values: ['', ' ', 'x'] },
  { field: 'score', values: [-(2 ** 53 - 1), 1, 2 ** 53 - 1] },
  { field: 'seen', values: [-8.64e15, 1, 8.64e15] },
]

export const queryCases: readonly ConformanceCase[] = [
  ...ascending.map(
    ({ field, values }): ConformanceCase => ({
      id: `E50-${field}`,
      clauses: [50, 52, 58],
      name: `every comparison of ${field} with ${JSON.stringify(values[1])} among ${JSON.stringify(values)}`,
      async run({ store }) {
        await store3(store, field, values)
        for (const [op, expected] of aroundTheMiddle) same(await idsOf(store, where(field, op, values[1])), expected, op)
        same(await idsOf(store, where(field, 'in', [values[0], values[2], values[2]])), ['a', 'c'], 'in')
      },
    }),
  ),
  {
    id: 'E59',
    clauses: [50, 55, 59],
    name: 'truth is stored and compared as truth, false before true',
    async run({ store }) {
      await done(store, 'c1', {
        writes: [put('a', 0, { fields: { open: true, hot: false } }), put('b', 0, { fields: { open: false, hot: true } })],
      })
      same(await idsOf(store, where('open', 'eq', true)), ['a'], 'eq true')
      same(await idsOf(store, where('open', 'lt', true)), ['b'], 'lt true')
      same(await idsOf(store, where('hot', 'in', [true, false])), ['a', 'b'], 'in')
      same(await idsOf(store, { sort: [{ field: 'open', dir: 'asc' }] }), ['b', 'a'], 'sort')
      const buckets = await value(store.count(acme, { kind: 'item', by: ['open'], limit: 9 }))
      same(
        buckets,
        [
          { group: { open: false }, count: 1 },
          { group: { open: true }, count: 1 },
        ],
        'count',
      )
    },
  },
  {
    id: 'E51',
    clauses: [51],
    name: 'null equals null only, differs from every value, and is neither less nor greater than any',
    async run({ store }) {
      await done(store, 'c1', {
        writes: [
          put('a', 0, { fields: { owner: null, score: null } }),
          put('b', 0, { fields: { owner: 'x', score: 1 } }),
          put('c', 0, { fields: { owner: '', score: 0 } }),
        ],
      })
      same(await idsOf(store, where('owner', 'eq', null)), ['a'], 'eq null')
      same(await idsOf(store, where('owner', 'ne', null)), ['b', 'c'], 'ne null')
      same(await idsOf(store, where('owner', 'ne', 'x')), ['a', 'c'], 'ne x')
      same(await idsOf(store, where('owner', 'eq', '')), ['c'], 'empty text is not null')
      same(await idsOf(store, where('owner', 'in', [null, 'x'])), ['a', 'b'], 'in null')
      same(await idsOf(store, where('owner', 'in', [null])), ['a'], 'in null only')
      same(await idsOf(store, where('owner', 'prefix', '')), ['b', 'c'], 'prefix')
      same(await idsOf(store, where('score', 'lt', 5)), ['b', 'c'], 'lt')
      same(await idsOf(store, where('score', 'gte', -5)), ['b', 'c'], 'gte')
      same(await idsOf(store, where('status', 'eq', null)), [], 'of a field that is never null')
    },
  },
  {
    id: 'E52',
    clauses: [52],
    name: 'in with no values finds nothing, and with two hundred works',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a', 0, { fields: { rank: 199 } })] })
      const ranks = Array.from({ length: 200 }, (_, index) => index)
      same(await idsOf(store, where('rank', 'in', [])), [], 'none')
      same(await idsOf(store, where('rank', 'in', ranks)), ['a'], 'two hundred')
    },
  },
  {
    id: 'E53',
    clauses: [53],
    name: 'a prefix is taken literally, whatever it means to a pattern language',
    async run({ store }) {
      const names = ['a%b', 'a_b', 'axb', 'a\\b', 'a*b', 'a.b', 'A%b', 'a', '\u{10FFFF}z', '\uD7FFz', '\uE000z']
      await done(store, 'c1', { writes: names.map((name, index) => put(`d${index}`, 0, { fields: { name } })) })
      const found = async (prefix: string) =>
        (await idsOf(store, where('name', 'prefix', prefix))).map((id) => names[Number(id.slice(1))])
      for (const prefix of ['a%', 'a_', 'a\\', 'a*', 'a.', 'A', '\u{10FFFF}', '\uD7FF', '\uE000']) {
        same(
          await found(prefix),
          names.filter((name) => name.startsWith(prefix)),
          `prefix ${prefix}`,
        )
      }
      same((await found('a')).length, 7, 'prefix a')
      same((await found('')).length, names.length, 'empty prefix')
    },
  },
  {
    id: 'E54',
    clauses: [54],
    name: 'several filters must all hold',
    async run({ store }) {
      const combos = [0, 1, 2, 3, 4, 5, 6, 7]
      await done(store, 'c1', {
        writes: combos.map((n) => put(`d${n}`, 0, { fields: { rank: n, open: n % 2 === 0, owner: n < 4 ? 'x' : 'y' } })),
      })
      const filters: readonly Filter[] = [
        { field: 'open', op: 'eq', value: true },
        { field: 'owner', op: 'eq', value: 'y' },
        { field: 'rank', op: 'gt', value: 4 },
      ]
      same(await idsOf(store, { where: filters.slice(0, 2) }), ['d4', 'd6'], 'two')
      same(await idsOf(store, { where: filters }), ['d6'], 'three')
    },
  },
  {
    id: 'E56',
    clauses: [56, 57],
    name: 'text is ordered by bytes and equal only byte by byte',
    async run({ store }) {
      const names = ['A', 'a', 'B', 'b', 'é', 'Z', 'z', '_', '-', 'a ', 'a-1', 'a_1', 'A1', 'e\u0301', '\uFF5E', '\u{1F600}', '']
      await done(store, 'c1', { writes: names.map((name, index) => put(`d${10 + index}`, 0, { fields: { name } })) })
      const sorted = await idsOf(store, { sort: [{ field: 'name', dir: 'asc' }] })
      const expected = [
        '',
        '-',
        'A',
        'A1',
        'B',
        'Z',
        '_',
        'a',
        'a ',
        'a-1',
        'a_1',
        'b',
        'e\u0301',
        'z',
        'é',
        '\uFF5E',
        '\u{1F600}',
      ]
      same(
        sorted.map((id) => names[Number(id.slice(1)) - 10]),
        expected,
        'order',
      )
      for (const name of names) same((await idsOf(store, where('name', 'eq', name))).length, 1, `eq ${name}`)
    },
  },
  {
    id: 'E64',
    clauses: [63, 64, 65, 101],
    passes: guardedOnly,
    name: 'unknown kinds, fields, operators and values of another type are refused',
    async run({ store }) {
      const refused = async (query: object, path: string) => {
        const hostile: { readonly kind: string; readonly limit: number } = { kind: 'item', limit: 1, ...query }
        await problem(store.find(acme, hostile), 'storage/invalid', { path })
      }
      for (const name of ['nothing', '__proto__', 'constructor', 'toString', '"; drop table journal; --', 'x'.repeat(10_000)]) {
        await refused({ kind: name }, 'kind')
        await refused({ where: [{ field: name, op: 'eq', value: 1 }] }, 'where[0].field')
        await refused({ where: [{ field: 'rank', op: name, value: 1 }] }, 'where[0].op')
        await refused({ sort: [{ field: name, dir: 'asc' }] }, 'sort[0].field')
        await refused({ sort: [{ field: 'rank', dir: name }] }, 'sort[0].dir')
        await refused({ key: { name, value: 'x' } }, 'key.name')
      }
      await refused({ where: [{ field: 'rank', op: 'eq', value: '1' }] }, 'where[0].value')
      await refused({ where: [{ field: 'rank', op: 'eq', value: 1.5 }] }, 'where[0].value')
      await refused({ where: [{ field: 'rank', op: 'lt', value: null }] }, 'where[0].value')
      await refused({ where: [{ field: 'rank', op: 'in', value: 1 }] }, 'where[0].value')
      await refused({ where: [{ field: 'rank', op: 'in', value: [1, 'x'] }] }, 'where[0].value[1]')
      await refused({ where: [{ field: 'rank', op: 'prefix', value: '1' }] }, 'where[0].op')
      await refused({ where: [{ field: 'name', op: 'eq', value: 'x'.repeat(513) }] }, 'where[0].value')
      await refused({ where: [{ field: 'name', op: 'eq', value: 'a\u0000' }] }, 'where[0].value')
      await refused({ where: [{ field: 'open', op: 'eq', value: 1 }] }, 'where[0].value')
      await refused({ where: Array.from({ length: 33 }, () => ({ field: 'rank', op: 'eq', value: 1 })) }, 'where')
      await refused({ sort: [{ field: 'owner', dir: 'asc' }] }, 'sort[0].field')
      await refused({ sort: [{ field: 'status', dir: 'asc' }] }, 'sort[0].field')
      await refused(
        {
          sort: [
            { field: 'rank', dir: 'asc' },
            { field: 'rank', dir: 'desc' },
          ],
        },
        'sort[1].field',
      )
      await refused({ key: { name: 'tag', value: '' } }, 'key.value')
      for (const limit of [0, -1, 501, 1.5, Number.NaN, '1']) await refused({ limit }, 'limit')
      const tooMany = Array.from({ length: 201 }, (_, index) => index)
      await refused({ where: [{ field: 'rank', op: 'in', value: tooMany }] }, 'where[0].value')
      await problem(store.count(acme, { kind: 'item', by: ['nothing'], limit: 9 }), 'storage/invalid', { path: 'by[0]' })
      await problem(store.count(acme, { kind: 'item', by: ['rank', 'rank'], limit: 9 }), 'storage/invalid', { path: 'by' })
      await problem(store.count(acme, { kind: 'item', limit: 0 }), 'storage/invalid', { path: 'limit' })
      await problem(store.count(acme, { kind: 'nothing', limit: 1 }), 'storage/invalid', { path: 'kind' })
    },
  },
  {
    id: 'E66',
    clauses: [66],
    name: 'counting by groups equals counting what is found, null first, no group for nothing',
    async run({ store }) {
      const owners = ['x', null, 'y', 'x', null, 'x']
      await done(store, 'c1', {
        writes: owners.map((owner, index) => put(`d${index}`, 0, { fields: { owner, rank: index % 2 } })),
      })
      same(
        await value(store.count(acme, { kind: 'item', by: ['owner'], limit: 9 })),
        [
          { group: { owner: null }, count: 2 },
          { group: { owner: 'x' }, count: 3 },
          { group: { owner: 'y' }, count: 1 },
        ],
        'by owner',
      )
      const two = await value(store.count(acme, { kind: 'item', by: ['rank', 'owner'], limit: 2 }))
      same(
        two,
        [
          { group: { rank: 0, owner: null }, count: 1 },
          { group: { rank: 0, owner: 'x' }, count: 1 },
        ],
        'first two of two fields',
      )
      const odd = { kind: 'item', where: [{ field: 'rank', op: 'eq', value: 1 }], limit: 9 } as const
      same(await value(store.count(acme, odd)), [{ group: {}, count: 3 }], 'filtered')
      const none = { kind: 'item', where: [{ field: 'rank', op: 'eq', value: 7 }], limit: 9 } as const
      same(await value(store.count(acme, none)), [{ group: {}, count: 0 }], 'nothing')
      same(await value(store.count(acme, { ...none, by: ['owner'] })), [], 'no groups')
    },
  },
  {
    id: 'E54b',
    clauses: [54, 69],
    name: 'a look-up value combines with filters and order',
    async run({ store }) {
      const tagged = { keys: [key('tag', 'vip'), key('tag', 'late')] }
      await done(store, 'c1', {
        writes: [
          put('a', 0, { ...tagged, fields: { rank: 3 } }),
          put('b', 0, { fields: { rank: 2 } }),
          put('c', 0, { ...tagged, fields: { rank: 1, status: 'closed' } }),
          put('d', 0, { keys: [key('tag', 'vip')], fields: { rank: 2 } }),
        ],
      })
      same(await idsOf(store, { key: key('tag', 'vip') }), ['a', 'c', 'd'], 'by tag')
      same(await idsOf(store, { key: key('tag', 'vip'), sort: [{ field: 'rank', dir: 'asc' }] }), ['c', 'd', 'a'], 'sorted')
      same(await idsOf(store, { key: key('tag', 'late'), ...where('status', 'eq', 'open') }), ['a'], 'filtered')
    },
  },
  {
    id: 'E67',
    clauses: [67],
    passes: guardedOnly,
    name: 'open documents by owner are counted and listed rightly among thousands',
    async run({ store, times }) {
      const batches = times(8, 80)
      const expected = new Map<string, number>()
      for (let batch = 0; batch < batches; batch += 1) {
        const writes = Array.from({ length: 125 }, (_, index) => {
          const number = batch * 125 + index
          const [owner, open] = [`agt_${number % 7}`, number % 3 !== 0]
          if (open) expected.set(owner, (expected.get(owner) ?? 0) + 1)
          return put(`d${100_000 + number}`, 0, { fields: { owner, open, rank: number % 11, at: number } })
        })
        await done(store, `c${batch}`, { writes })
      }
      const open: Filter = { field: 'open', op: 'eq', value: true }
      const counted = await value(store.count(acme, { kind: 'item', where: [open], by: ['owner'], limit: 9 }))
      same(
        counted.map(({ group, count }) => [group['owner'], count]),
        [...expected].sort(([a], [b]) => (a < b ? -1 : 1)),
        'counted',
      )
      const mine: Query = {
        kind: 'item',
        where: [{ field: 'owner', op: 'eq', value: 'agt_3' }, open],
        sort: [
          { field: 'rank', dir: 'asc' },
          { field: 'at', dir: 'asc' },
        ],
        limit: 50,
      }
      const found: string[] = []
      let after: string | null = null
      do {
        const page: { readonly items: readonly Doc[]; readonly next: string | null } = await value(
          store.find(acme, after === null ? mine : { ...mine, after }),
        )
        found.push(...page.items.map(({ ref }) => ref.id))
        after = page.next
      } while (after !== null)
      same([found.length, new Set(found).size], [expected.get('agt_3'), expected.get('agt_3')], 'listed')
    },
  },
]
