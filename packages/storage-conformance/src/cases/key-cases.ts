import type { ConformanceCase } from '../conformance-case.ts'
import { acme, beta, commit, done, idsOf, item, key, one, put } from '../kit/builders.ts'
import { holds, problem, same } from '../kit/expectations.ts'

const mail = (text: string) => key('mail', text)
const tag = (text: string) => key('tag', text)

export const keyCases: readonly ConformanceCase[] = [
  {
    id: 'F69',
    clauses: [57, 69, 70],
    name: 'a document is found by each of its look-up values, and by no other',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a', 0, { keys: [mail('m1'), mail('m2'), key('account', 'm3'), tag('t')] })] })
      for (const wanted of [mail('m1'), mail('m2'), key('account', 'm3'), tag('t')])
        same(await idsOf(store, { key: wanted }), ['a'], wanted.value)
      for (const wanted of [mail('m3'), key('account', 'm1'), tag('m1'), mail('M1'), mail('m1 ')])
        same(await idsOf(store, { key: wanted }), [], wanted.value)
    },
  },
  {
    id: 'F71',
    clauses: [71],
    name: 'the values of a put replace all there were',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a', 0, { keys: [mail('m1'), mail('m2'), tag('t1'), tag('t2')] })] })
      await done(store, 'c2', { writes: [put('a', 1, { keys: [mail('m2'), mail('m3'), tag('t2')] })] })
      same(await idsOf(store, { key: mail('m1') }), [], 'gone')
      same(await idsOf(store, { key: tag('t1') }), [], 'gone tag')
      for (const wanted of [mail('m2'), mail('m3'), tag('t2')]) same(await idsOf(store, { key: wanted }), ['a'], wanted.value)
      await done(store, 'c3', { writes: [put('a', 2)] })
      for (const wanted of [mail('m2'), mail('m3'), tag('t2')])
        same(await idsOf(store, { key: wanted }), [], `${wanted.value} without keys`)
    },
  },
  {
    id: 'F70',
    clauses: [70],
    name: 'the same value twice in one document is the same value',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a', 0, { keys: [mail('m'), mail('m'), tag('t'), tag('t')] })] })
      same(await idsOf(store, { key: mail('m') }), ['a'], 'mail')
      same(await idsOf(store, { key: tag('t') }), ['a'], 'tag')
    },
  },
  {
    id: 'F72',
    clauses: [72, 105],
    name: 'a unique value of another document is taken: who holds it is named, the value is not, nothing is written',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a', 0, { keys: [mail('eve@example.com')] })] })
      const late = commit('c2', { writes: [put('b', 0, { keys: [tag('t'), mail('eve@example.com')] })] })
      const taken = await problem(store.commit(acme, late), 'storage/taken', {
        ref: item('a'),
        name: 'mail',
        wantedBy: item('b'),
      })
      holds(!JSON.stringify(taken).includes('eve@'), 'the value is in the problem')
      same(await one(store, 'b'), null, 'document')
      same(await idsOf(store, { key: tag('t') }), [], 'tag')
    },
  },
  {
    id: 'F69b',
    clauses: [69],
    name: 'shared values belong to any number of documents',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a', 0, { keys: [tag('t')] }), put('b', 0, { keys: [tag('t')] })] })
      same(await idsOf(store, { key: tag('t') }), ['a', 'b'], 'both')
    },
  },
  {
    id: 'F73',
    clauses: [73],
    name: 'of two commits that race for a unique value one wins and the other is told who has it',
    async run({ store, other }) {
      const results = await Promise.all([
        store.commit(acme, commit('c1', { writes: [put('a', 0, { keys: [mail('m')] })] })),
        other.commit(acme, commit('c2', { writes: [put('b', 0, { keys: [mail('m')] })] })),
      ])
      same(results.filter((result) => result.isOk()).length, 1, 'winners')
      same((await idsOf(store, { key: mail('m') })).length, 1, 'holders')
    },
  },
  {
    id: 'F74',
    clauses: [74],
    name: 'two documents can swap a unique value in one commit, and one can hand it to the other',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a', 0, { keys: [mail('m1')] }), put('b', 0, { keys: [mail('m2')] })] })
      await done(store, 'c2', { writes: [put('a', 1, { keys: [mail('m2')] }), put('b', 1, { keys: [mail('m1')] })] })
      same([await idsOf(store, { key: mail('m1') }), await idsOf(store, { key: mail('m2') })], [['b'], ['a']], 'swapped')
      await done(store, 'c3', { writes: [put('a', 2, { keys: [mail('m1'), mail('m2')] }), put('b', 2)] })
      same(await idsOf(store, { key: mail('m1') }), ['a'], 'handed over')
      const both = commit('c4', { writes: [put('x', 0, { keys: [mail('m9')] }), put('y', 0, { keys: [mail('m9')] })] })
      await problem(store.commit(acme, both), 'storage/taken', { ref: item('x'), wantedBy: item('y') })
    },
  },
  {
    id: 'F75',
    clauses: [75],
    name: 'a removed document’s values are free',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a', 0, { keys: [mail('m'), tag('t')] })] })
      await done(store, 'c2', { writes: [{ op: 'remove', ref: item('a'), version: 1 }] })
      same(await idsOf(store, { key: tag('t') }), [], 'tag')
      await done(store, 'c3', { writes: [put('b', 0, { keys: [mail('m')] })] })
      same(await idsOf(store, { key: mail('m') }), ['b'], 'mail')
    },
  },
  {
    id: 'F76',
    clauses: [76],
    name: 'a value taken in one tenant is free in another',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a', 0, { keys: [mail('m')] })] })
      await done(store, 'c1', { writes: [put('b', 0, { keys: [mail('m')] })] }, beta)
      same(await idsOf(store, { key: mail('m') }, beta), ['b'], 'other tenant')
    },
  },
]
