import { seededEntropy } from '@caseload/core'
import type { ConformanceCase } from '../conformance-case.ts'
import { acme, commit, done, event, item, journalOf, one, put, versionOf } from '../kit/builders.ts'
import { holds, same, value } from '../kit/expectations.ts'

export const concurrencyCases: readonly ConformanceCase[] = [
  {
    id: 'K119',
    clauses: [119],
    name: 'of thirty-two writers of one document one wins each round',
    async run({ store, other }) {
      await done(store, 'c0', { writes: [put('a')] })
      for (let round = 1; round <= 10; round += 1) {
        const results = await Promise.all(
          Array.from({ length: 32 }, (_, writer) =>
            (writer % 2 === 0 ? store : other).commit(
              acme,
              commit(`r${round}w${writer}`, { writes: [put('a', round)], events: [event('s', round)] }),
            ),
          ),
        )
        same(results.filter((result) => result.isOk()).length, 1, `winners of round ${round}`)
      }
      same(await versionOf(store, 'a'), 11, 'version')
      same((await journalOf(store)).length, 10, 'journal')
    },
  },
  {
    id: 'K120',
    clauses: [120, 121],
    name: 'commits over overlapping pairs of documents all get through by deciding again',
    async run({ store, other }) {
      const ids = ['a', 'b', 'c', 'd']
      await done(store, 'c0', { writes: ids.map((id) => put(id, 0, { doc: 100 })) })
      const entropy = seededEntropy('pairs')
      const pick = () => ids[Math.floor(entropy.next() * ids.length)] ?? 'a'
      const transfer = async (worker: number, round: number) => {
        const through = worker % 2 === 0 ? store : other
        const [from, to] = [pick(), pick()]
        if (from === to) return
        for (let attempt = 0; attempt < 200; attempt += 1) {
          const [giver, taker] = await value(through.load(acme, [item(from), item(to)]))
          if (typeof giver?.doc !== 'number' || typeof taker?.doc !== 'number') throw new Error('expected two numbers')
          const writes = [put(to, taker.version, { doc: taker.doc + 1 }), put(from, giver.version, { doc: giver.doc - 1 })]
          const result = await through.commit(acme, commit(`w${worker}r${round}a${attempt}`, { writes }))
          if (result.isOk()) return
          same(result.error.kind, 'storage/conflict', 'problem')
        }
        throw new Error('never got through')
      }
      const readers = async () => {
        for (let read = 0; read < 50; read += 1) {
          const docs = await value(other.load(acme, ids.map(item)))
          const sum = docs.reduce((total, doc) => total + Number(doc?.doc), 0)
          same(sum, 400, 'sum at one moment')
        }
      }
      const workers = Array.from({ length: 12 }, async (_, worker) => {
        for (let round = 0; round < 8; round += 1) await transfer(worker, round)
      })
      await Promise.all([...workers, readers()])
    },
  },
  {
    id: 'K119b',
    clauses: [119],
    name: 'a concurrent history of increments is as if they had happened one after another',
    async run({ store, other }) {
      const ids = ['a', 'b', 'c']
      await done(store, 'c0', { writes: ids.map((id) => put(id, 0, { doc: { n: 0 } })) })
      const succeeded = new Map(ids.map((id) => [id, 0]))
      await Promise.all(
        Array.from({ length: 8 }, async (_, client) => {
          for (let round = 0; round < 20; round += 1) {
            const id = ids[(client + round) % ids.length] ?? 'a'
            const through = (client + round) % 2 === 0 ? store : other
            const [doc] = await value(through.load(acme, [item(id)]))
            if (doc === null || doc === undefined) throw new Error('expected a document')
            const change = commit(`k${client}-${round}`, {
              writes: [put(id, doc.version, { doc: { n: doc.version } })],
              events: [event(id, doc.version)],
            })
            if ((await through.commit(acme, change)).isOk()) succeeded.set(id, (succeeded.get(id) ?? 0) + 1)
          }
        }),
      )
      const entries = await journalOf(store)
      for (const id of ids) {
        const wins = succeeded.get(id) ?? 0
        same((await one(store, id))?.doc, { n: wins }, `content of ${id}`)
        same(await versionOf(store, id), wins + 1, `version of ${id}`)
        same(entries.filter(({ stream }) => stream === id).length, wins, `events of ${id}`)
      }
      holds(entries.length > 0, 'nobody got through')
    },
  },
]
