import type { ConformanceCase } from '../conformance-case.ts'
import { acme, beta, commit, done, event, item, journalOf, put, versionOf } from '../kit/builders.ts'
import { problem, same, value } from '../kit/expectations.ts'
import { besideNobody } from '../passes.ts'

export const idempotencyCases: readonly ConformanceCase[] = [
  {
    id: 'C28',
    clauses: [28],
    name: 'the same key again gives the first receipt and writes nothing',
    async run({ store }) {
      const change = commit('c1', { writes: [put('a')], events: [event('s', 1)] })
      const first = await value(store.commit(acme, change))
      await done(store, 'c2', { events: [event('t', 1)] })
      const second = await value(store.commit(acme, change))
      same(first.replayed, false, 'first')
      same(second, { ...first, replayed: true }, 'second')
      same((await journalOf(store)).length, 2, 'journal')
    },
  },
  {
    id: 'C29',
    clauses: [29],
    name: 'a replay does not look at preconditions',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a')] })
      await done(store, 'c2', { writes: [{ op: 'remove', ref: item('a'), version: 1 }] })
      same((await done(store, 'c1', { writes: [put('a', 7)] })).replayed, true, 'receipt')
      same(await versionOf(store, 'a'), null, 'document')
    },
  },
  {
    id: 'C30',
    clauses: [30],
    name: 'the same key with another fingerprint is refused',
    async run({ store }) {
      await value(store.commit(acme, { ...commit('c1', { writes: [put('a')] }), fingerprint: 'f1' }))
      await problem(store.commit(acme, { ...commit('c1', { writes: [put('b')] }), fingerprint: 'f2' }), 'storage/key-reused', {
        key: 'c1',
      })
      await problem(store.commit(acme, commit('c1', { writes: [put('b')] })), 'storage/key-reused')
      same(await versionOf(store, 'b'), null, 'document')
      const again = await value(store.commit(acme, { ...commit('c1', { writes: [put('a')] }), fingerprint: 'f1' }))
      same(again.replayed, true, 'same fingerprint')
    },
  },
  {
    id: 'C31',
    clauses: [31],
    name: 'the same key in two tenants is two keys',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a')] })
      same((await done(store, 'c1', { writes: [put('a')] }, beta)).replayed, false, 'receipt')
    },
  },
  {
    id: 'C32',
    clauses: [32],
    name: 'a commit that failed has left no receipt',
    async run({ store }) {
      await problem(store.commit(acme, commit('c1', { writes: [put('a', 3)] })), 'storage/conflict')
      same((await done(store, 'c1', { writes: [put('a')] })).replayed, false, 'receipt')
    },
  },
  {
    id: 'B23',
    clauses: [23],
    name: 'an empty commit has a receipt and replays',
    async run({ store }) {
      same((await done(store, 'c1', {})).replayed, false, 'first')
      same((await done(store, 'c1', {})).replayed, true, 'second')
    },
  },
  {
    id: 'C33',
    clauses: [33],
    name: 'of sixteen concurrent commits with one key one is executed and all get its receipt',
    async run({ store, other }) {
      const change = commit('c1', { writes: [put('a')], events: [event('s', 1)] })
      const results = await Promise.all(
        Array.from({ length: 16 }, (_, index) => value((index % 2 === 0 ? store : other).commit(acme, change))),
      )
      same(results.filter(({ replayed }) => !replayed).length, 1, 'executed')
      same(new Set(results.map(({ cursor }) => cursor)).size, 1, 'cursors')
      same((await journalOf(store)).length, 1, 'journal')
    },
  },
  {
    id: 'C34',
    clauses: [34],
    passes: besideNobody,
    name: 'pruning forgets old receipts only, and a forgotten key executes again',
    async run({ store, admin, clock }) {
      await done(store, 'old', {})
      clock.advance(1000)
      await done(store, 'new', {})
      same(await value(admin.prune({ receiptsOlderThan: clock.now() })), 1, 'pruned')
      same((await done(store, 'new', {})).replayed, true, 'new')
      same((await done(store, 'old', {})).replayed, false, 'old')
    },
  },
]
