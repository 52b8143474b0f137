import { ok } from 'neverthrow'
import { cancellation } from '../cancellation.ts'
import type { ConformanceCase } from '../conformance-case.ts'
import { acme, commit, done, event, item, one, put, versionOf } from '../kit/builders.ts'
import { holds, problem, same, value } from '../kit/expectations.ts'
import { guardedOnly } from '../passes.ts'

export const lifecycleCases: readonly ConformanceCase[] = [
  {
    id: 'A2',
    clauses: [2],
    name: 'a second handle sees what the first has written',
    async run({ store, other }) {
      await done(store, 'c1', { writes: [put('a')] })
      same(await versionOf(other, 'a'), 1, 'version')
    },
  },
  {
    id: 'A2b',
    clauses: [2],
    name: 'a handle opened later sees what was written before',
    async run({ store, openMore }) {
      await done(store, 'c1', { writes: [put('a')] })
      same(await versionOf((await openMore()).store, 'a'), 1, 'version')
    },
  },
  {
    id: 'A3',
    clauses: [3, 4],
    name: 'every call on a closed handle is unavailable, and closing twice is closing once',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a')] })
      same(await store.close(), ok(undefined), 'close')
      same(await store.close(), ok(undefined), 'close again')
      const closed = { why: 'closed' }
      await problem(store.commit(acme, commit('c2', { writes: [put('b')] })), 'storage/unavailable', closed)
      await problem(store.load(acme, [item('a')]), 'storage/unavailable', closed)
      await problem(store.find(acme, { kind: 'item', limit: 1 }), 'storage/unavailable', closed)
      await problem(store.count(acme, { kind: 'item', limit: 1 }), 'storage/unavailable', closed)
      await problem(store.journal(acme, { after: null, limit: 1 }), 'storage/unavailable', closed)
      await problem(store.claim({ worker: 'w', limit: 1, leaseMs: 1000, queues: ['q'], now: 0 }), 'storage/unavailable', closed)
      await problem(store.lease([{ op: 'extend', token: 't', ms: 1000 }]), 'storage/unavailable', closed)
    },
  },
  {
    id: 'A4',
    clauses: [4],
    name: 'calls in flight when a handle closes end, one way or the other',
    async run({ store, openMore }) {
      const { store: other } = await openMore()
      const flights = Array.from({ length: 8 }, (_, index) =>
        store.commit(acme, commit(`c${index}`, { writes: [put(`d${index}`)] })),
      )
      await store.close()
      const results = await Promise.all(flights)
      for (const [index, result] of results.entries()) {
        const version = await versionOf(other, `d${index}`)
        same(version, result.isOk() ? 1 : null, `document ${index}`)
      }
    },
  },
  {
    id: 'A5',
    clauses: [5],
    passes: guardedOnly,
    name: 'a signal given before the call stops it before anything is done',
    async run({ store }) {
      const signal = { aborted: true, addEventListener: () => undefined, removeEventListener: () => undefined }
      const aborted = { why: 'aborted' }
      await problem(store.commit(acme, commit('c1', { writes: [put('a')] }), { signal }), 'storage/unavailable', aborted)
      await problem(store.find(acme, { kind: 'item', limit: 1 }, { signal }), 'storage/unavailable', aborted)
      same(await one(store, 'a'), null, 'document')
    },
  },
  {
    id: 'A8',
    clauses: [8],
    name: 'inputs are not mutated, and changing what was given or returned does not change the store',
    async run({ store }) {
      const doc = { list: [1, { deep: 'x' }] }
      const change = commit('c1', { writes: [put('b', 0, { doc }), put('a')], events: [event('s', 1, { data: doc })] })
      deepFreeze(change)
      await value(store.commit(acme, change))
      const mine = { list: [1] }
      await done(store, 'c2', { writes: [put('c', 0, { doc: mine })] })
      mine.list.push(2)
      same((await one(store, 'c'))?.doc, { list: [1] }, 'document given')
      const read = await one(store, 'b')
      if (read !== null && typeof read.doc === 'object' && read.doc !== null) Object.assign(read.doc, { list: 'changed' })
      same((await one(store, 'b'))?.doc, doc, 'document returned')
    },
  },
  {
    id: 'A6',
    clauses: [6],
    passes: guardedOnly,
    name: 'a signal given during calls ends them one way or the other, and the store works on',
    async run({ store }) {
      await done(store, 'c1', { writes: Array.from({ length: 50 }, (_, index) => put(`d${index}`)) })
      const { signal, abort, listeners } = cancellation()
      const calls = Array.from({ length: 20 }, () => store.find(acme, { kind: 'item', limit: 50 }, { signal }))
      const commits = Array.from({ length: 5 }, (_, index) =>
        store.commit(acme, commit(`s${index}`, { writes: [put(`s${index}`)] }), { signal }),
      )
      abort()
      for (const result of await Promise.all(calls))
        holds(
          result.isOk() || (result.error.kind === 'storage/unavailable' && result.error.why === 'aborted'),
          'a read ended otherwise',
        )
      for (const [index, result] of (await Promise.all(commits)).entries())
        same((await done(store, `s${index}`, { writes: [put(`s${index}`)] })).replayed, result.isOk(), `commit ${index}`)
      same(listeners(), 0, 'listeners left behind')
    },
  },
  {
    id: 'A7',
    clauses: [7],
    passes: guardedOnly,
    name: 'opening and closing again and again leaves the store as it was',
    async run({ store, openMore, times }) {
      await done(store, 'c1', { writes: [put('a')] })
      const rounds = times(30, 1000)
      for (let round = 0; round < rounds; round += 1) {
        const { store: again } = await openMore()
        same(await versionOf(again, 'a'), 1, `round ${round}`)
        await again.close()
      }
      same(await versionOf(store, 'a'), 1, 'the first handle')
    },
  },
]

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const member of Object.values(value)) deepFreeze(member)
}
