import { seededEntropy } from '@caseload/core'
import type { Store } from '@caseload/storage'
import type { ConformanceCase } from '../conformance-case.ts'
import { acme, commit, done, event, item, journalOf, one, put, versionOf } from '../kit/builders.ts'
import { holds, same, value } from '../kit/expectations.ts'
import { recordHistory, type SequentialModel } from '../linearizability/history.ts'
import { isLinearizable } from '../linearizability/is-linearizable.ts'

type Asked = { readonly do: 'load' } | { readonly do: 'put'; readonly id: string; readonly version: number; readonly doc: string }
type Told = 'done' | 'conflict' | readonly (readonly [number, unknown])[]
type Documents = Readonly<Record<string, readonly [number, unknown]>>

/** Documents that are put at a version and loaded all at once, one call after another. */
function documentsOf(ids: readonly string[]): SequentialModel<Documents, Asked, Told> {
  return {
    start: {},
    keyOf: (state) => ids.map((id) => JSON.stringify(state[id] ?? null)).join(),
    step(state, asked, told) {
      if (asked.do === 'load') {
        const now = ids.map((id) => state[id] ?? [0, null])
        return told === undefined || JSON.stringify(told) === JSON.stringify(now) ? state : null
      }
      const fits = (state[asked.id]?.[0] ?? 0) === asked.version
      if (told === 'conflict') return fits ? null : state
      return fits ? { ...state, [asked.id]: [asked.version + 1, asked.doc] } : null
    },
  }
}

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
    id: 'B15b',
    clauses: [15],
    name: 'an identity made again in the very moment of its removal goes on counting',
    async run({ store, other, times }) {
      await done(store, 'c0', { writes: [put('a')] })
      for (let round = 1; round <= times(10, 100); round += 1) {
        const before = (await versionOf(store, 'a')) ?? 0
        const removal = store.commit(acme, commit(`r${round}`, { writes: [{ op: 'remove', ref: item('a'), version: before }] }))
        for (let attempt = 1, made = false; !made; attempt += 1) {
          const result = await other.commit(acme, commit(`r${round}a${attempt}`, { writes: [put('a')] }))
          made = result.isOk()
          if (result.isErr()) same(result.error.kind, 'storage/conflict', 'problem')
          if (attempt === 1000) throw new Error('never got through')
        }
        await value(removal)
        same(await versionOf(store, 'a'), before + 1, `version after removal ${round}`)
      }
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
  {
    id: 'K122',
    clauses: [122],
    name: 'what clients were told by concurrent calls could have happened one call after another',
    async run({ store, other, times }) {
      const ids = ['a', 'b', 'c', 'd', 'e']
      const entropy = seededEntropy('linearizable')
      const pick = (count: number): number => Math.floor(entropy.next() * count)
      const history = recordHistory<Asked, Told>()
      const client = async (name: number, through: Store) => {
        const known = new Map<string, number>()
        for (let round = 0; round < times(25, 250); round += 1) {
          const id = ids[pick(ids.length)] ?? 'a'
          if (pick(3) === 0) {
            const told = await history.record({ do: 'load' }, async () =>
              (await value(through.load(acme, ids.map(item)))).map((doc) => [doc?.version ?? 0, doc?.doc ?? null]),
            )
            for (const [index, each] of ids.entries()) known.set(each, Number(Array.isArray(told) ? told[index]?.[0] : 0))
          } else {
            const version = known.get(id) ?? 0
            const doc = `${name}-${round}`
            const told = await history.record({ do: 'put', id, version, doc }, async () => {
              const result = await through.commit(acme, commit(`k${name}-${round}`, { writes: [put(id, version, { doc })] }))
              if (result.isOk()) return 'done'
              if (result.error.kind === 'storage/conflict') return 'conflict'
              return undefined
            })
            known.set(id, told === 'done' ? version + 1 : version)
          }
        }
      }
      await Promise.all(Array.from({ length: 8 }, (_, name) => client(name, name % 2 === 0 ? store : other)))
      const explained = isLinearizable(history.calls, documentsOf(ids))
      // What was not found out shows nothing: a million placements are plenty for what a store that keeps the contract says.
      holds(explained !== null, 'whether any order of the calls explains what the clients were told was not found out in time')
      holds(explained === true, 'no order of the calls explains what the clients were told')
    },
  },
]
