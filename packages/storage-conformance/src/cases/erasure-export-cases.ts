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
import {
  acme,
  beta,
  conformanceKinds,
  done,
  event,
  idsOf,
  item,
  journalOf,
  key,
  linesOf,
  one,
  put,
  versionOf,
} from '../kit/builders.ts'
import { holds, problem, same, value } from '../kit/expectations.ts'

/** A bit of everything an export can hold. */
async function furnish(store: Store): Promise<void> {
  await done(store, 'c1', {
    writes: [
      put('b', 0, {
        doc: { z: 1, a: ['é', null] },
        fields: { owner: 'x', hot: true, rank: 7 },
        keys: [key('tag', 't2'), key('mail', 'm'), key('tag', 't1')],
      }),
      put('a'),
      put('gone'),
      put('back'),
      { op: 'put', ref: { kind: 'side-note', id: 'n' }, version: 0, doc: 'note', fields: {} },
    ],
    events: [event('s', 1), event('t', 1, { cause: 'cmd_1' }), event('s', 2)],
    work: [
      { op: 'schedule', queue: 'q', id: 'later', dueAt: 900, payload: { n: 1 } },
      { op: 'schedule', queue: 'p', id: 'now', dueAt: 0, payload: null },
    ],
  })
  const removals = ['gone', 'back'].map((id) => ({ op: 'remove', ref: item(id), version: 1 }) as const)
  await done(store, 'c2', { writes: removals })
  await done(store, 'c3', { writes: [put('back'), put('a', 1)] })
  const [claim] = await value(store.claim({ worker: 'w', limit: 1, leaseMs: 1000, consumer: 'outbox' }))
  if (claim === undefined) throw new Error('expected a claim')
  const page = await value(store.journal(acme, { after: null, limit: 2 }))
  await done(store, 'c4', { work: [{ op: 'advance', token: claim.token, to: page.next }] })
}

/** The kinds of a later program, which lists nothing by owner any more. */
const withoutOwner: readonly KindSpec[] = conformanceKinds.map((spec) => {
  const { owner: _, ...fields } = spec.fields
  return { ...spec, fields, paths: (spec.paths ?? []).filter(({ eq }) => !eq.includes('owner')) }
})

/** The kinds of a later program, which looks nothing up by tag any more. */
const withoutTag: readonly KindSpec[] = conformanceKinds.map((spec) => {
  const { tag: _, ...keys } = spec.keys ?? {}
  return { ...spec, keys }
})

/** Names of the look-up values in a document's line of an export. */
function keyNames(line: string): readonly string[] {
  const { about }: { readonly about?: { readonly keys?: readonly { readonly name: string }[] } } = JSON.parse(line)
  return (about?.keys ?? []).map(({ name }) => name)
}

/** Names of the fields in a document's line of an export. */
function fieldNames(line: string): readonly string[] {
  const { about }: { readonly about?: { readonly fields?: object } } = JSON.parse(line)
  return Object.keys(about?.fields ?? {}).sort()
}

export const erasureExportCases: readonly ConformanceCase[] = [
  {
    id: 'J109',
    clauses: [109],
    name: 'redacting takes the data and leaves place, type and time; again changes nothing',
    async run({ store, admin }) {
      await done(store, 'c1', { events: [event('s', 1, { data: { name: 'Eve' } }), event('s', 2)] })
      const before = await journalOf(store)
      same(
        await value(
          admin.redact(acme, [
            { lane: 0, seq: 1 },
            { lane: 0, seq: 99 },
            { lane: 7, seq: 2 },
          ]),
        ),
        1,
        'redacted',
      )
      const [first, second] = await journalOf(store)
      same([first, second], [{ ...before[0], data: null }, before[1]], 'journal')
      same(await value(admin.redact(acme, [{ lane: 0, seq: 1 }])), 0, 'again')
      same(await value(admin.verify(acme)), { entries: 2, brokenAt: null }, 'verify')
    },
  },
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
  {
    id: 'J112',
    clauses: [112],
    name: 'an export is the same each time, and moves a tenant whole to another place',
    async run({ store, admin, elsewhere }) {
      await furnish(store)
      const lines = await linesOf(admin.exportTenant(acme))
      same(await linesOf(admin.exportTenant(acme)), lines, 'again')
      const there = await elsewhere()
      same(await value(there.admin.importTenant(acme, lines)), { docs: 4, entries: 3, work: 2 }, 'report')
      same(await linesOf(there.admin.exportTenant(acme)), lines, 'exported from there')
      same(await value(there.admin.verify(acme)), { entries: 3, brokenAt: null }, 'verify')
      same(await idsOf(there.store, { key: key('tag', 't1') }), ['b'], 'by tag')
      same(await idsOf(there.store, { where: [{ field: 'hot', op: 'eq', value: true }] }), ['b'], 'by field')
      same([await versionOf(there.store, 'back'), await versionOf(there.store, 'a')], [2, 2], 'versions')
      await done(there.store, 'n1', { writes: [put('gone')], events: [event('s', 3)] })
      same(await versionOf(there.store, 'gone'), 2, 'a removed identity goes on counting')
      const [claim] = await value(there.store.claim({ worker: 'w', limit: 1, leaseMs: 1000, consumer: 'outbox' }))
      const after = claim !== undefined && 'consumer' in claim ? claim.after : null
      const rest = await value(there.store.journal(acme, { after, limit: 9 }))
      same(
        rest.entries.map(({ seq }) => seq),
        [3, 4],
        'the follower goes on',
      )
      const due = await value(there.store.claim({ worker: 'w', limit: 9, leaseMs: 1000, queues: ['p', 'q'], now: 500 }))
      same(
        due.map((each) => ('id' in each ? each.id : null)),
        ['now'],
        'work',
      )
    },
  },
  {
    id: 'J112b',
    clauses: [112],
    name: 'an export has the fields that are declared when it is taken, and no others',
    async run({ store, place, elsewhere }) {
      await done(store, 'c1', { writes: [put('a', 0, { fields: { owner: 'x', score: 3 } })] })
      const fewer = await value(place.storage.open({ kinds: withoutOwner }))
      const lines = await linesOf(fewer.admin.exportTenant(acme))
      await fewer.store.close()
      const fields = lines.filter((line) => line.includes('"type":"doc"')).map(fieldNames)
      same(fields, [['at', 'hot', 'name', 'open', 'rank', 'score', 'seen', 'status']], 'fields')
      const there = await elsewhere()
      same(await value(there.admin.importTenant(acme, lines)), { docs: 1, entries: 0, work: 0 }, 'report')
    },
  },
  {
    id: 'J112c',
    clauses: [112],
    name: 'an export has the look-up values whose names are declared when it is taken, and every document of kinds declared no longer, which only a program that declares them takes in',
    async run({ store, place, newPlace, clock, elsewhere }) {
      const note = { op: 'put', ref: { kind: 'side-note', id: 'n' }, version: 0, doc: 'note', fields: {} } as const
      await done(store, 'c1', { writes: [put('a', 0, { keys: [key('tag', 't'), key('mail', 'm')] }), note] })
      const fewer = await value(place.storage.open({ kinds: withoutTag }))
      const lines = await linesOf(fewer.admin.exportTenant(acme))
      await fewer.store.close()
      same(lines.filter((line) => line.includes('"type":"doc"')).map(keyNames), [['mail'], []], 'names')
      const other = await newPlace(clock)
      const there = await value(other.storage.open({ kinds: withoutTag }))
      same(await value(there.admin.importTenant(acme, lines)), { docs: 2, entries: 0, work: 0 }, 'by the same program')
      await there.store.close()
      const itemsOnly = conformanceKinds.filter(({ kind }) => kind === 'item')
      const without = await value(place.storage.open({ kinds: itemsOnly }))
      const all = await linesOf(without.admin.exportTenant(acme))
      await without.store.close()
      same(all.filter((line) => line.includes('"type":"doc"')).length, 2, 'documents, also of a kind declared no longer')
      const refusing = await value(other.storage.open({ kinds: itemsOnly }))
      await problem(refusing.admin.importTenant(beta, all), 'storage/invalid', { path: 'lines[3].ref.kind' })
      await refusing.store.close()
      await other.dispose()
      const whole = await elsewhere()
      same(await value(whole.admin.importTenant(acme, all)), { docs: 2, entries: 0, work: 0 }, 'by a program that declares it')
    },
  },
  {
    id: 'J114',
    clauses: [114],
    name: 'an export taken while others write is of one moment',
    async run({ store, other, admin, elsewhere }) {
      const many = Array.from({ length: 60 }, (_, index) => put(`d${10 + index}`))
      await done(store, 'c1', { writes: many, events: [event('s', 1)] })
      const lines: string[] = []
      for await (const line of admin.exportTenant(acme)) {
        if (lines.length % 10 === 0) {
          const round = lines.length / 10
          await done(other, `w${round}`, { writes: [put(`z${round}`)], events: [event('s', round + 2)] })
        }
        lines.push(line)
      }
      const there = await elsewhere()
      same(await value(there.admin.importTenant(acme, lines)), { docs: 60, entries: 1, work: 0 }, 'report')
    },
  },
  {
    id: 'J113',
    clauses: [113],
    name: 'an import that is cut, changed, foreign or into a tenant with data is refused and stores nothing',
    async run({ store, admin, elsewhere }) {
      await furnish(store)
      const lines = await linesOf(admin.exportTenant(acme))
      const there = await elsewhere()
      const changed = lines.map((line, index) => (index === 2 ? line.replace('"version":', '"version":1') : line))
      const attempts: readonly (readonly [string, readonly string[]])[] = [
        ['nothing', []],
        ['no trailer', lines.slice(0, -1)],
        ['a line less', [...lines.slice(0, 3), ...lines.slice(4)]],
        ['a changed byte', changed],
        ['no header', lines.slice(1)],
        ['something after the trailer', [...lines, '{}']],
        ['another format', [(lines[0] ?? '').replace('caseload-tenant', 'something'), ...lines.slice(1)]],
        ['no JSON', ['what', ...lines]],
      ]
      for (const [what, given] of attempts) {
        const result = await there.admin.importTenant(acme, given)
        holds(result.isErr() && result.error.kind === 'storage/invalid', `${what} was taken`)
        same(await idsOf(there.store), [], `${what}: documents`)
      }
      await problem(admin.importTenant(acme, lines), 'storage/invalid', { path: 'tenant' })
      await value(admin.importTenant(beta, lines))
      same((await one(store, 'b', beta))?.version, 1, 'a copy under another name')
    },
  },
  {
    id: 'J111',
    clauses: [111],
    name: 'what was erased is in no export, and is found by nothing',
    async run({ store, admin }) {
      const canary = 'c4n4ry@example.com'
      await done(store, 'c1', {
        writes: [
          put('a', 0, { doc: { mail: canary }, fields: { owner: canary }, keys: [key('mail', canary), key('tag', canary)] }),
        ],
        events: [event('s', 1, { data: { mail: canary } })],
        work: [{ op: 'schedule', queue: 'q', id: 'i', dueAt: 0, payload: { mail: canary } }],
      })
      await done(store, 'c2', {
        writes: [{ op: 'remove', ref: item('a'), version: 1 }],
        work: [{ op: 'cancel', queue: 'q', id: 'i' }],
      })
      await value(admin.redact(acme, [{ lane: 0, seq: 1 }]))
      await value(admin.scrub())
      same(await idsOf(store, { key: key('mail', canary) }), [], 'by mail')
      same(await idsOf(store, { key: key('tag', canary) }), [], 'by tag')
      holds(!(await linesOf(admin.exportTenant(acme))).join('\n').includes(canary), 'the export still has it')
    },
  },
  {
    id: 'D45',
    clauses: [45],
    name: 'a position taken before a tenant moved to another place goes on there',
    async run({ store, admin, elsewhere }) {
      await done(store, 'c1', { events: [event('s', 1), event('s', 2)] })
      const { next } = await value(store.journal(acme, { after: null, limit: 1 }))
      const there = await elsewhere()
      await value(there.admin.importTenant(acme, await linesOf(admin.exportTenant(acme))))
      await done(there.store, 'c2', { events: [event('s', 3)] })
      const rest = await value(there.store.journal(acme, { after: next, limit: 9 }))
      same(
        rest.entries.map(({ seq, version }) => [seq, version]),
        [
          [2, 2],
          [3, 3],
        ],
        'rest',
      )
    },
  },
]
