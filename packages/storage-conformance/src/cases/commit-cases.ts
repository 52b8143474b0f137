import type { Commit } from '@caseload/storage'
import type { ConformanceCase } from '../conformance-case.ts'
import { acme, commit, done, event, idsOf, item, journalOf, key, one, put, versionOf } from '../kit/builders.ts'
import { problem, same, value } from '../kit/expectations.ts'
import { guardedOnly } from '../passes.ts'

export const commitCases: readonly ConformanceCase[] = [
  {
    id: 'B9',
    clauses: [9],
    name: 'a document put at version 0 is there at version 1 with equal content',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a', 0, { doc: { x: [1, null, 'é'] } })] })
      same(await one(store, 'a'), { ref: item('a'), version: 1, doc: { x: [1, null, 'é'] } }, 'document')
    },
  },
  {
    id: 'B10',
    clauses: [10],
    name: 'a document put at its version goes one up',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a')] })
      await done(store, 'c2', { writes: [put('a', 1, { doc: 'second' })] })
      same(await one(store, 'a'), { ref: item('a'), version: 2, doc: 'second' }, 'document')
    },
  },
  {
    id: 'B11',
    clauses: [11],
    name: 'a stale version is a conflict that names both versions',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a')] })
      await done(store, 'c2', { writes: [put('a', 1)] })
      const wrong = store.commit(acme, commit('c3', { writes: [put('a', 1, { doc: 'lost' })] }))
      await problem(wrong, 'storage/conflict', { of: 'document', ref: item('a'), expected: 1, actual: 2 })
      same(await versionOf(store, 'a'), 2, 'version')
    },
  },
  {
    id: 'B12',
    clauses: [12, 13],
    name: 'creating what exists and changing what does not are conflicts',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a')] })
      await problem(store.commit(acme, commit('c2', { writes: [put('a')] })), 'storage/conflict', { expected: 0, actual: 1 })
      await problem(store.commit(acme, commit('c3', { writes: [put('b', 5)] })), 'storage/conflict', {
        expected: 5,
        actual: null,
      })
    },
  },
  {
    id: 'B14',
    clauses: [14],
    name: 'removes at the right version only',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a')] })
      const stale = commit('c2', { writes: [{ op: 'remove', ref: item('a'), version: 2 }] })
      await problem(store.commit(acme, stale), 'storage/conflict', { expected: 2, actual: 1 })
      await done(store, 'c3', { writes: [{ op: 'remove', ref: item('a'), version: 1 }] })
      same(await one(store, 'a'), null, 'document')
      same(await idsOf(store), [], 'list')
      const again = commit('c4', { writes: [{ op: 'remove', ref: item('a'), version: 1 }] })
      await problem(store.commit(acme, again), 'storage/conflict', { expected: 1, actual: null })
    },
  },
  {
    id: 'B15',
    clauses: [15],
    name: 'an identity used again after removal goes on counting, however often',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a')] })
      await done(store, 'c2', { writes: [put('a', 1)] })
      await done(store, 'c3', { writes: [{ op: 'remove', ref: item('a'), version: 2 }] })
      await done(store, 'c4', { writes: [put('a')] })
      same(await versionOf(store, 'a'), 3, 'version after the first removal')
      await done(store, 'c5', { writes: [{ op: 'remove', ref: item('a'), version: 3 }] })
      await done(store, 'c6', { writes: [put('a')] })
      same(await versionOf(store, 'a'), 4, 'version after the second removal')
      await done(store, 'c7', { writes: [put('a', 4)] })
      same(await versionOf(store, 'a'), 5, 'version after a change')
    },
  },
  {
    id: 'B16',
    clauses: [16],
    name: 'when the last of three writes conflicts nothing of the commit has happened',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('z')] })
      const parts: Partial<Commit> = {
        writes: [put('a', 0, { keys: [key('mail', 'm'), key('tag', 't')] }), put('b'), put('z', 7)],
        events: [event('s', 1)],
        work: [{ op: 'schedule', queue: 'q', id: 'i', dueAt: 0, payload: null }],
      }
      await problem(store.commit(acme, commit('c2', parts)), 'storage/conflict', { ref: item('z') })
      same(await idsOf(store), ['z'], 'documents')
      same(await idsOf(store, { key: key('tag', 't') }), [], 'by tag')
      same(await idsOf(store, { key: key('mail', 'm') }), [], 'by mail')
      same(await journalOf(store), [], 'journal')
      same(await value(store.claim({ worker: 'w', limit: 9, leaseMs: 1000, queues: ['q'], now: 10 })), [], 'work')
      const corrected = await done(store, 'c2', { ...parts, writes: [put('a', 0, { keys: [key('mail', 'm')] })] })
      same(corrected.replayed, false, 'receipt')
    },
  },
  {
    id: 'B17',
    clauses: [17],
    name: 'an event that is not the next of its stream is a conflict, and nothing is written',
    async run({ store }) {
      await done(store, 'c1', { events: [event('s', 1)] })
      const gap = commit('c2', { writes: [put('a')], events: [event('s', 3)] })
      const detail = { of: 'stream', ref: { kind: 'stream', id: 's' }, expected: 2, actual: 1 }
      await problem(store.commit(acme, gap), 'storage/conflict', detail)
      await problem(store.commit(acme, commit('c3', { events: [event('s', 1)] })), 'storage/conflict', { expected: 0, actual: 1 })
      await problem(store.commit(acme, commit('c4', { events: [event('t', 2)] })), 'storage/conflict', {
        expected: 1,
        actual: null,
      })
      same(await one(store, 'a'), null, 'document')
      same((await journalOf(store)).length, 1, 'journal')
    },
  },
  {
    id: 'B18',
    clauses: [18, 19],
    name: 'several events of several streams keep their order and name their commit',
    async run({ store }) {
      await done(store, 'c1', { events: [event('s', 1), event('t', 1), event('s', 2), event('s', 3)] })
      const entries = await journalOf(store)
      same(
        entries.map(({ seq, stream, version, commit: name }) => [seq, stream, version, name]),
        [
          [1, 's', 1, 'c1'],
          [2, 't', 1, 'c1'],
          [3, 's', 2, 'c1'],
          [4, 's', 3, 'c1'],
        ],
        'journal',
      )
    },
  },
  {
    id: 'B20',
    clauses: [20],
    name: 'what was expected of other documents must still hold',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a'), put('b')] })
      await done(store, 'c2', {
        expect: [
          { ref: item('a'), version: 1 },
          { ref: item('x'), version: 0 },
        ],
        writes: [put('b', 1)],
      })
      const changed = commit('c3', { expect: [{ ref: item('b'), version: 1 }], writes: [put('a', 1)] })
      await problem(store.commit(acme, changed), 'storage/conflict', { ref: item('b'), expected: 1, actual: 2 })
      const created = commit('c4', { expect: [{ ref: item('a'), version: 0 }], writes: [put('c')] })
      await problem(store.commit(acme, created), 'storage/conflict', { ref: item('a'), expected: 0, actual: 1 })
      const gone = commit('c5', { expect: [{ ref: item('x'), version: 1 }], writes: [put('c')] })
      await problem(store.commit(acme, gone), 'storage/conflict', { ref: item('x'), expected: 1, actual: null })
      same(await one(store, 'c'), null, 'document')
    },
  },
  {
    id: 'B21',
    clauses: [21],
    name: 'of two commits that each read what the other writes exactly one wins',
    async run({ store, other }) {
      await done(store, 'c0', { writes: [put('x'), put('y')] })
      const results = await Promise.all([
        store.commit(acme, commit('c1', { expect: [{ ref: item('x'), version: 1 }], writes: [put('y', 1)] })),
        other.commit(acme, commit('c2', { expect: [{ ref: item('y'), version: 1 }], writes: [put('x', 1)] })),
      ])
      same(results.filter((result) => result.isOk()).length, 1, 'winners')
    },
  },
  {
    id: 'B20b',
    clauses: [20],
    passes: guardedOnly,
    name: 'an expectation of a written document is fine at the same version and refused at another',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a')], expect: [{ ref: item('a'), version: 0 }] })
      const other = commit('c2', { writes: [put('a', 1)], expect: [{ ref: item('a'), version: 2 }] })
      await problem(store.commit(acme, other), 'storage/invalid', { path: 'expect[0].version' })
    },
  },
  {
    id: 'B22',
    clauses: [22],
    passes: guardedOnly,
    name: 'one document twice in a commit is refused',
    async run({ store }) {
      await problem(store.commit(acme, commit('c1', { writes: [put('a'), put('a')] })), 'storage/invalid', {
        path: 'writes[1].ref',
      })
    },
  },
  {
    id: 'B24',
    clauses: [24],
    name: 'a commit at its limits is carried out',
    async run({ store }) {
      const { writes, events, work } = store.about.limits
      const many = (count: number) => Array.from({ length: count }, (_, index) => index)
      const full = {
        writes: many(writes).map((index) => put(`d${index}`)),
        events: many(events).map((index) => event('s', index + 1)),
        work: many(work).map((index) => ({ op: 'schedule', queue: 'q', id: `i${index}`, dueAt: 0, payload: null }) as const),
      }
      await done(store, 'c1', full)
      same((await journalOf(store)).length, events, 'journal')
    },
  },
  {
    id: 'B24b',
    clauses: [24],
    passes: guardedOnly,
    name: 'one more of anything than a store takes is refused',
    async run({ store }) {
      const { writes, events, work, page } = store.about.limits
      const many = (count: number) => Array.from({ length: count }, (_, index) => index)
      const oneMore = { writes: many(writes + 1).map((index) => put(`e${index}`)) }
      await problem(store.commit(acme, commit('c2', oneMore)), 'storage/invalid', { path: 'writes' })
      await problem(
        store.load(
          acme,
          many(page + 1).map((index) => item(`d${index}`)),
        ),
        'storage/invalid',
      )
      const event257 = many(events + 1).map((index) => event('t', index + 1))
      await problem(store.commit(acme, commit('c3', { events: event257 })), 'storage/invalid', { path: 'events' })
      const work257 = many(work + 1).map((index) => ({ op: 'cancel', queue: 'q', id: `i${index}` }) as const)
      await problem(store.commit(acme, commit('c4', { work: work257 })), 'storage/invalid', { path: 'work' })
    },
  },
  {
    id: 'B25',
    clauses: [25],
    name: 'a commit is visible to every kind of read on every handle as soon as it resolves',
    async run({ store, other }) {
      await done(store, 'c1', {
        writes: [put('a')],
        events: [event('s', 1)],
        work: [{ op: 'schedule', queue: 'q', id: 'i', dueAt: 5, payload: { n: 1 } }],
      })
      same(await versionOf(other, 'a'), 1, 'load')
      same(await idsOf(other), ['a'], 'find')
      same(await value(other.count(acme, { kind: 'item', limit: 1 })), [{ group: {}, count: 1 }], 'count')
      same((await journalOf(other)).length, 1, 'journal')
      const claims = await value(other.claim({ worker: 'w', limit: 9, leaseMs: 1000, queues: ['q'], now: 5 }))
      same(claims.length, 1, 'claim')
    },
  },
  {
    id: 'B26',
    clauses: [26],
    name: 'a changed field is found by its new value only',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a', 0, { fields: { status: 'new', owner: 'x' } })] })
      await done(store, 'c2', { writes: [put('a', 1, { fields: { status: 'old' } })] })
      same(await idsOf(store, { where: [{ field: 'status', op: 'eq', value: 'new' }] }), [], 'old value')
      same(await idsOf(store, { where: [{ field: 'status', op: 'eq', value: 'old' }] }), ['a'], 'new value')
      same(await idsOf(store, { where: [{ field: 'owner', op: 'eq', value: null }] }), ['a'], 'left out')
    },
  },
  {
    id: 'B27',
    clauses: [27],
    name: 'of several problems the first in the order of the contract is reported',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a', 0, { keys: [key('mail', 'm')] }), put('b')], events: [event('s', 1)] })
      const taken = put('x', 0, { keys: [key('mail', 'm')] })
      const lost = { op: 'settle', token: 'w/acme/q/i/secret' } as const
      const everything = { writes: [put('b', 9), put('a', 9), taken], events: [event('s', 9)], work: [lost] }
      await problem(store.commit(acme, { ...commit('c1', everything), fingerprint: 'f' }), 'storage/key-reused')
      await problem(store.commit(acme, commit('c2', everything)), 'storage/fenced')
      const unfenced = { ...everything, work: [] }
      await problem(store.commit(acme, commit('c2', unfenced)), 'storage/conflict', { of: 'document', ref: item('a') })
      const expecting = { ...unfenced, writes: [put('b', 9), taken], expect: [{ ref: item('a'), version: 9 }] }
      await problem(store.commit(acme, commit('c2', expecting)), 'storage/conflict', { of: 'document', ref: item('a') })
      await problem(store.commit(acme, commit('c2', { ...unfenced, writes: [taken] })), 'storage/conflict', { of: 'stream' })
      await problem(store.commit(acme, commit('c2', { writes: [taken] })), 'storage/taken', { ref: item('a') })
    },
  },
  {
    id: 'B9b',
    clauses: [9],
    name: 'many documents come back in the order asked for, absent ones as null, the same one twice',
    async run({ store }) {
      await done(store, 'c1', {
        writes: [put('a'), put('b'), { op: 'put', ref: { kind: 'side-note', id: 'a' }, version: 0, doc: 'side', fields: {} }],
      })
      const refs = [item('b'), { kind: 'side-note', id: 'a' }, item('none'), item('a'), item('b')]
      const docs = await value(store.load(acme, refs))
      same(
        docs.map((doc) => (doc === null ? null : `${doc.ref.kind}/${doc.ref.id}`)),
        ['item/b', 'side-note/a', null, 'item/a', 'item/b'],
        'documents',
      )
      same(await value(store.load(acme, [])), [], 'nothing')
    },
  },
]
