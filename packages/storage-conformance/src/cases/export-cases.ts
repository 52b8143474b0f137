import type { KindSpec, Store } from '@caseload/storage'
import type { ConformanceCase } from '../conformance-case.ts'
import { acme, beta, conformanceKinds, done, event, idsOf, item, key, linesOf, one, put, versionOf } from '../kit/builders.ts'
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

export const exportCases: readonly ConformanceCase[] = [
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
