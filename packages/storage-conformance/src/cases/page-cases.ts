import type { Sort } from '@caseload/storage'
import type { ConformanceCase } from '../conformance-case.ts'
import { acme, beta, done, key, put, walk } from '../kit/builders.ts'
import { problem, same, value } from '../kit/expectations.ts'
import { guardedOnly } from '../passes.ts'

const directions: readonly Sort['dir'][] = ['asc', 'desc']

function grid() {
  return Array.from({ length: 24 }, (_, index) =>
    put(`d${10 + index}`, 0, {
      fields: { rank: index % 3, at: (index % 4) * 1000, open: index % 2 === 0, name: `n${index % 5}` },
      keys: [key('tag', index % 2 === 0 ? 'even' : 'odd')],
    }),
  )
}

export const pageCases: readonly ConformanceCase[] = [
  ...directions.flatMap((first) =>
    directions.map(
      (second): ConformanceCase => ({
        id: `E55-${first}-${second}`,
        clauses: [55],
        name: `a walk by rank ${first}, then at ${second}, over many ties meets each document once, in the order of one big page`,
        async run({ store }) {
          await done(store, 'c1', { writes: grid() })
          const sort: readonly Sort[] = [
            { field: 'rank', dir: first },
            { field: 'at', dir: second },
          ]
          const whole = await walk(store, { sort }, 500)
          same(
            [...whole].sort(),
            grid().map(({ ref }) => ref.id),
            'all',
          )
          for (const limit of [1, 2, 7, 24]) same(await walk(store, { sort }, limit), whole, `limit ${limit}`)
        },
      }),
    ),
  ),
  {
    id: 'E55b',
    clauses: [55],
    name: 'orders by text, truth and no field at all walk as well, also with a look-up value',
    async run({ store }) {
      await done(store, 'c1', { writes: grid() })
      const orders: readonly (readonly Sort[])[] = [
        [],
        [{ field: 'name', dir: 'desc' }],
        [
          { field: 'open', dir: 'asc' },
          { field: 'name', dir: 'asc' },
          { field: 'at', dir: 'desc' },
        ],
      ]
      for (const sort of orders) {
        const whole = await walk(store, { sort }, 500)
        same(whole.length, 24, 'all')
        for (const limit of [1, 5]) same(await walk(store, { sort }, limit), whole, `limit ${limit}`)
        const even = await walk(store, { sort, key: key('tag', 'even') }, 5)
        same(
          even,
          whole.filter((id) => Number(id.slice(1)) % 2 === 0),
          'with a tag',
        )
      }
    },
  },
  {
    id: 'E55c',
    clauses: [55],
    name: 'ties go by id in the direction of the last field',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a'), put('b'), put('c')] })
      same(await walk(store, { sort: [{ field: 'rank', dir: 'desc' }] }, 2), ['c', 'b', 'a'], 'descending')
      same(await walk(store, { sort: [{ field: 'rank', dir: 'asc' }] }, 2), ['a', 'b', 'c'], 'ascending')
    },
  },
  {
    id: 'E55d',
    clauses: [55],
    name: 'there is a next page if, and only if, there is more',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a'), put('b')] })
      same((await value(store.find(acme, { kind: 'item', limit: 2 }))).next, null, 'exactly full')
      same((await value(store.find(acme, { kind: 'item', limit: 1 }))).next === null, false, 'one of two')
      same((await value(store.find(beta, { kind: 'item', limit: 1 }))).next, null, 'nothing at all')
    },
  },
  {
    id: 'E60',
    clauses: [60, 61, 62],
    name: 'what is inserted, removed or moved during a walk does not disturb what stays',
    async run({ store }) {
      const sort: readonly Sort[] = [{ field: 'rank', dir: 'asc' }]
      const ranks = [10, 20, 30, 40, 50, 60]
      await done(store, 'c1', { writes: ranks.map((rank) => put(`d${rank}`, 0, { fields: { rank } })) })
      const first = await value(store.find(acme, { kind: 'item', sort, limit: 2 }))
      await done(store, 'c2', {
        writes: [
          put('d15', 0, { fields: { rank: 15 } }),
          put('d20b', 0, { fields: { rank: 20 } }),
          put('d35', 0, { fields: { rank: 35 } }),
        ],
      })
      await done(store, 'c3', {
        writes: [{ op: 'remove', ref: { kind: 'item', id: 'd20' }, version: 1 }, put('d40', 1, { fields: { rank: 5 } })],
      })
      const rest = await value(
        store.find(acme, { kind: 'item', sort, limit: 50, ...(first.next === null ? {} : { after: first.next }) }),
      )
      same(
        first.items.map(({ ref }) => ref.id),
        ['d10', 'd20'],
        'first page',
      )
      same(
        rest.items.map(({ ref }) => ref.id),
        ['d20b', 'd30', 'd35', 'd50', 'd60'],
        'rest',
      )
    },
  },
  {
    id: 'I103',
    clauses: [103],
    passes: guardedOnly,
    name: 'a page token is refused with another tenant, query, kind or order, and when a single character differs',
    async run({ store }) {
      await done(store, 'c1', { writes: grid() })
      await done(store, 'c1', { writes: grid() }, beta)
      const query = { kind: 'item', sort: [{ field: 'rank', dir: 'asc' }], limit: 5 } as const
      const after = (await value(store.find(acme, query))).next ?? ''
      await value(store.find(acme, { ...query, limit: 7, after }))
      await problem(store.find(beta, { ...query, after }), 'storage/invalid', { path: 'after' })
      await problem(store.find(acme, { ...query, kind: 'side-note', sort: [], after }), 'storage/invalid', { path: 'after' })
      await problem(store.find(acme, { ...query, sort: [{ field: 'rank', dir: 'desc' }], after }), 'storage/invalid', {
        path: 'after',
      })
      await problem(store.find(acme, { ...query, where: [{ field: 'rank', op: 'gt', value: 0 }], after }), 'storage/invalid', {
        path: 'after',
      })
      await problem(store.find(acme, { ...query, key: key('tag', 't'), after }), 'storage/invalid', { path: 'after' })
      for (let index = 0; index < after.length; index += 1) {
        const changed = `${after.slice(0, index)}${after.charAt(index) === 'A' ? 'B' : 'A'}${after.slice(index + 1)}`
        await problem(store.find(acme, { ...query, after: changed }), 'storage/invalid', { path: 'after' })
        await problem(store.find(acme, { ...query, after: after.slice(0, index) }), 'storage/invalid', { path: 'after' })
      }
    },
  },
]
