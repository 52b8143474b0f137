import {
  type Doc,
  type KindSpec,
  type Page,
  type Payload,
  type Query,
  randomSecret,
  type Storage,
  type Store,
} from '@caseload/storage'
import { bareStore } from '../bare-store.ts'
import type { ConformanceCase } from '../conformance-case.ts'
import { acme, conformanceKinds, done, key, linesOf } from '../kit/builders.ts'
import { problem, same, value } from '../kit/expectations.ts'

export const migrationCases: readonly ConformanceCase[] = [
  {
    id: 'J116',
    clauses: [116],
    name: 'a store that was just opened has nothing to migrate',
    async run({ admin }) {
      same((await value(admin.migrate('check'))).pending, [], 'check')
      same((await value(admin.migrate('apply'))).applied, [], 'apply')
    },
  },
  {
    id: 'J116b',
    clauses: [116],
    name: 'fields declared later are filled in from the documents by opening, which is refused where one has no value',
    async run({ place }) {
      // A name of its own, since a place that is used again may remember what was declared in it.
      const kind = `grown-${randomSecret()}`
      const opened = async (fields: KindSpec['fields']) => {
        const kinds = [
          ...conformanceKinds,
          { kind, fields, paths: Object.keys(fields).map((name) => ({ eq: [name], sort: [] })) },
        ]
        return (await place.storage.open({ kinds })).map((open) => ({ open, store: bareStore(open, kinds) }))
      }
      const before = await value(opened({}))
      for (const [id, doc] of [
        ['a', { level: 2, who: { name: 'Ada' } }],
        ['b', { level: 3 }],
      ] as const)
        await done(before.store, `put-${id}`, { writes: [{ op: 'put', ref: { kind, id }, version: 0, doc, fields: {} }] })
      await problem(opened({ team: { type: 'text' } }), 'storage/corrupt', { ref: { kind, id: 'a' } })
      const now = await value(
        opened({
          level: { type: 'int' },
          name: { type: 'text', nullable: true, backfill: (doc) => (JSON.stringify(doc).includes('Ada') ? 'Ada' : null) },
          size: { type: 'int', backfill: (doc) => JSON.stringify(doc).length },
        }),
      )
      const found = async (field: string, sought: string | number | null) => {
        const page = await value(now.store.find(acme, { kind, where: [{ field, op: 'eq', value: sought }], limit: 9 }))
        return page.items.map(({ ref, version }) => [ref.id, version])
      }
      same(await found('level', 3), [['b', 1]], 'by the member of the same name')
      same([await found('name', 'Ada'), await found('name', null)], [[['a', 1]], [['b', 1]]], 'by what the declaration says')
      same(await found('size', '{"level":3}'.length), [['b', 1]], 'by what is computed')
      await done(before.store, 'put-c', {
        writes: [{ op: 'put', ref: { kind, id: 'c' }, version: 0, doc: { level: 4 }, fields: {} }],
      })
      same((await value(now.store.load(acme, [{ kind, id: 'c' }])))[0]?.doc, { level: 4 }, 'what the program before still writes')
      await before.store.close()
      await now.store.close()
    },
  },
  {
    id: 'J116c',
    clauses: [116],
    name: 'what the program before writes beside a new one is found by fields declared since, at once and after opening anew',
    sideBySide: true,
    async run({ place, newPlace, clock }) {
      const kind = `late-${randomSecret()}`
      const opened = async (storage: Storage, fields: KindSpec['fields']) => {
        const kinds = [{ kind, fields }]
        const open = await value(storage.open({ kinds }))
        return { admin: open.admin, store: bareStore(open, kinds) }
      }
      const level = { level: { type: 'int', sortable: true }, name: { type: 'text', nullable: true } } as const
      const write = (id: string, version: number, doc: Payload, fields = {}) => ({
        writes: [{ op: 'put', ref: { kind, id }, version, doc, fields } as const],
      })
      const before = await opened(place.storage, {})
      await done(before.store, 'p1', write('a', 0, { level: 1, name: 'x' }))
      const now = await opened(place.storage, level)
      const listed = async (store: Store, sought: string) => {
        const walked: string[] = []
        let after: string | null = null
        do {
          const sorted: Query = { kind, sort: [{ field: 'level', dir: 'asc' }], limit: 1, ...(after === null ? {} : { after }) }
          const page: Page<Doc> = await value(store.find(acme, sorted))
          walked.push(...page.items.map(({ ref }) => ref.id))
          after = page.next
        } while (after !== null)
        const found = await value(store.find(acme, { kind, where: [{ field: 'name', op: 'eq', value: sought }], limit: 9 }))
        const counted = await value(store.count(acme, { kind, by: ['name'], limit: 9 }))
        return [walked, found.items.map(({ ref }) => ref.id), counted.map(({ group, count }) => [group['name'], count])]
      }
      same(await listed(now.store, 'x'), [['a'], ['a'], [['x', 1]]], 'before')
      await done(before.store, 'p2', write('a', 1, { level: 9, name: 'y' }))
      await done(before.store, 'p3', write('b', 0, { level: 2, name: 'x' }))
      await done(now.store, 'p4', write('c', 0, { level: 3 }, { level: 3, name: 'x' }))
      const all = [
        ['b', 'c', 'a'],
        ['b', 'c'],
        [
          ['x', 2],
          ['y', 1],
        ],
      ]
      same(await listed(now.store, 'x'), all, 'at once')
      await done(before.store, 'p5', write('a', 2, { level: 0, name: 'x' }))
      await done(before.store, 'p6', write('d', 0, { level: 4 }))
      // An import would refuse a field without its value.
      const lines = await linesOf(now.admin.exportTenant(acme))
      const after = await opened(place.storage, level)
      const more = [
        ['a', 'b', 'c', 'd'],
        ['a', 'b', 'c'],
        [
          [null, 1],
          ['x', 3],
        ],
      ]
      same(await listed(after.store, 'x'), more, 'after opening anew')
      const elsewhere = await newPlace(clock)
      const there = await opened(elsewhere.storage, level)
      await value(there.admin.importTenant(acme, lines))
      same(await listed(there.store, 'x'), more, 'where the export was taken in')
      for (const { store } of [before, now, after, there]) await store.close()
      await elsewhere.dispose()
    },
  },
  {
    id: 'J116d',
    clauses: [116],
    name: 'a look-up name that is declared unique after it was shared is so and finds what it found, and opening is refused where values repeat',
    async run({ place }) {
      const kind = `turned-${randomSecret()}`
      const opened = async (unique: boolean) => {
        const kinds = [{ kind, fields: {}, keys: { tag: { unique } } }]
        return (await place.storage.open({ kinds })).map((open) => bareStore(open, kinds))
      }
      const write = (id: string, tag: string, version = 0) => ({
        writes: [{ op: 'put', ref: { kind, id }, version, doc: {}, fields: {}, keys: [key('tag', tag)] } as const],
      })
      const holders = async (store: Store, tag: string) => {
        const page = await value(store.find(acme, { kind, key: key('tag', tag), limit: 9 }))
        return page.items.map(({ ref }) => ref.id)
      }
      const shared = await value(opened(false))
      await done(shared, 'p1', write('a', 'x'))
      await done(shared, 'p2', write('b', 'y'))
      await done(shared, 'p3', write('c', 'y'))
      await problem(opened(true), 'storage/unavailable', { why: 'schema' })
      same(await holders(shared, 'y'), ['b', 'c'], 'as they were')
      await done(shared, 'p4', write('c', 'z', 1))
      await shared.close()
      const unique = await value(opened(true))
      same([await holders(unique, 'x'), await holders(unique, 'y'), await holders(unique, 'z')], [['a'], ['b'], ['c']], 'unique')
      await problem(unique.commit(acme, { key: 'p5', events: [], ...write('d', 'x') }), 'storage/taken', {
        ref: { kind, id: 'a' },
      })
      await done(unique, 'p6', write('a', 'w', 1))
      await done(unique, 'p7', write('d', 'x'))
      await unique.close()
      const again = await value(opened(false))
      await done(again, 'p8', write('e', 'x'))
      same(await holders(again, 'x'), ['d', 'e'], 'shared again')
      await again.close()
    },
  },
]
