import type { Claim, ScheduleWork, Store, WorkClaim } from '@caseload/storage'
import type { ConformanceCase } from '../conformance-case.ts'
import { acme, beta, commit, done, one, put } from '../kit/builders.ts'
import { holds, problem, same, value } from '../kit/expectations.ts'
import { guardedOnly } from '../passes.ts'

const at = (id: string, dueAt: number, queue = 'q'): ScheduleWork => ({ op: 'schedule', queue, id, dueAt, payload: { id } })

async function claimAll(
  store: Store,
  now: number,
  limit = 100,
  queues: readonly string[] = ['q'],
): Promise<readonly WorkClaim[]> {
  return items(await value(store.claim({ worker: 'w1', limit, leaseMs: 1000, queues, now })))
}

function items(claims: readonly Claim[]): readonly WorkClaim[] {
  return claims.flatMap((claim) => ('queue' in claim ? [claim] : []))
}

async function claimOne(store: Store, now: number): Promise<WorkClaim> {
  const [claim] = await claimAll(store, now, 1)
  if (claim === undefined) throw new Error('expected a claim')
  return claim
}

export const workCases: readonly ConformanceCase[] = [
  {
    id: 'G77',
    clauses: [77],
    name: 'an item is claimable from the very millisecond it is due, and says what it was given',
    async run({ store }) {
      await done(store, 'c1', { work: [at('i', 100)] })
      same(await claimAll(store, 99), [], 'a millisecond early')
      const claim = await claimOne(store, 100)
      const { token, ...rest } = claim
      same(rest, { tenant: acme, queue: 'q', id: 'i', dueAt: 100, payload: { id: 'i' }, attempt: 1 }, 'claim')
      holds(token.length >= 22, 'a token of fewer than 128 bits')
    },
  },
  {
    id: 'G78',
    clauses: [78],
    name: 'claims come in the order of becoming due, ties by id, within queue and limit',
    async run({ store }) {
      await done(store, 'c1', { work: [at('b', 10), at('a', 10), at('c', 5), at('d', 20), at('x', 1, 'other')] })
      same(
        (await claimAll(store, 50, 2)).map(({ id }) => id),
        ['c', 'a'],
        'first two',
      )
      same(
        (await claimAll(store, 50, 9, ['other', 'q'])).map(({ id }) => id),
        ['x', 'b', 'd'],
        'the rest, of both queues',
      )
      same(await claimAll(store, 50), [], 'nothing left')
    },
  },
  {
    id: 'G79',
    clauses: [79],
    name: 'a claimed item is nobody else’s until its lease ends, and then comes with another token',
    async run({ store, other, clock }) {
      await done(store, 'c1', { work: [at('i', 0)] })
      const first = await claimOne(store, 0)
      clock.advance(999)
      same(await claimAll(other, 10_000_000), [], 'before the end')
      clock.advance(1)
      const second = await claimOne(other, 0)
      same(second.attempt, 2, 'attempt')
      holds(first.token !== second.token, 'the same token twice')
    },
  },
  {
    id: 'G88',
    clauses: [87, 88],
    name: 'leases end by the store’s clock, however wrong a worker’s clock is',
    async run({ store, other, clock }) {
      await done(store, 'c1', { work: [at('i', 0)] })
      await claimOne(store, 3_600_000 * 5000)
      same(await claimAll(other, 3_600_000 * 9000), [], 'a worker an hour ahead')
      clock.advance(1000)
      same((await claimAll(other, -3_600_000)).length, 1, 'a worker an hour behind')
    },
  },
  {
    id: 'G80',
    clauses: [80],
    name: 'settling takes the item away together with the effect',
    async run({ store, clock }) {
      await done(store, 'c1', { work: [at('i', 0)] })
      const { token } = await claimOne(store, 0)
      await done(store, 'c2', { writes: [put('effect')], work: [{ op: 'settle', token }] })
      clock.advance(10_000)
      same(await claimAll(store, 100), [], 'work')
      holds((await one(store, 'effect')) !== null, 'no effect')
    },
  },
  {
    id: 'G80b',
    clauses: [80],
    name: 'where the commit conflicts the item stays claimed',
    async run({ store, clock }) {
      await done(store, 'c1', { work: [at('i', 0)] })
      const { token } = await claimOne(store, 0)
      await problem(
        store.commit(acme, commit('c2', { writes: [put('x', 4)], work: [{ op: 'settle', token }] })),
        'storage/conflict',
      )
      same(await claimAll(store, 100), [], 'still leased')
      await done(store, 'c3', { work: [{ op: 'settle', token }] })
      clock.advance(10_000)
      same(await claimAll(store, 100), [], 'gone')
    },
  },
  {
    id: 'G81',
    clauses: [81],
    name: 'settling a lease that somebody else has taken over is fenced and has no effect',
    async run({ store, other, clock }) {
      await done(store, 'c1', { work: [at('i', 0)] })
      const slow = await claimOne(store, 0)
      clock.advance(1000)
      const fast = await claimOne(other, 0)
      const late = commit('c2', { writes: [put('effect')], work: [{ op: 'settle', token: slow.token }] })
      await problem(store.commit(acme, late), 'storage/fenced', { token: slow.token })
      same(await one(store, 'effect'), null, 'effect')
      await done(other, 'c3', { work: [{ op: 'settle', token: fast.token }] })
    },
  },
  {
    id: 'G82',
    clauses: [82],
    name: 'settling twice is fenced, and a replay where the commit is the same',
    async run({ store }) {
      await done(store, 'c1', { work: [at('i', 0)] })
      const { token } = await claimOne(store, 0)
      await done(store, 'c2', { work: [{ op: 'settle', token }] })
      same((await done(store, 'c2', { work: [{ op: 'settle', token }] })).replayed, true, 'replay')
      await problem(store.commit(acme, commit('c3', { work: [{ op: 'settle', token }] })), 'storage/fenced')
    },
  },
  {
    id: 'G83',
    clauses: [83],
    name: 'extending keeps an item, releasing hands it back at the time named, and both say no once the lease is lost',
    async run({ store, other, clock }) {
      await done(store, 'c1', { work: [at('i', 0)] })
      const { token } = await claimOne(store, 0)
      clock.advance(900)
      same(await value(store.lease([{ op: 'extend', token, ms: 5000 }])), [true], 'extend')
      clock.advance(4999)
      same(await claimAll(other, 100), [], 'extended')
      same(await value(store.lease([{ op: 'release', token, dueAt: 700 }])), [true], 'release')
      same(await claimAll(other, 699), [], 'before the time named')
      const again = await claimOne(other, 700)
      same([again.attempt, again.dueAt], [2, 0], 'attempt and original time')
      same(
        await value(
          store.lease([
            { op: 'extend', token, ms: 5000 },
            { op: 'release', token, dueAt: 0 },
            { op: 'extend', token: 'made up', ms: 1000 },
          ]),
        ),
        [false, false, false],
        'lost',
      )
    },
  },
  {
    id: 'G84',
    clauses: [84],
    name: 'scheduling an item again moves it, and whoever has it loses it',
    async run({ store }) {
      await done(store, 'c1', { work: [at('i', 0)] })
      await done(store, 'c2', { work: [at('i', 50)] })
      same(await claimAll(store, 49), [], 'moved')
      const { token } = await claimOne(store, 50)
      await done(store, 'c3', { work: [{ ...at('i', 60), payload: 'new' }] })
      await problem(store.commit(acme, commit('c4', { work: [{ op: 'settle', token }] })), 'storage/fenced')
      const [claim, ...more] = await claimAll(store, 60)
      same([claim?.attempt, claim?.payload, more.length], [1, 'new', 0], 'one item, as new')
    },
  },
  {
    id: 'G84b',
    clauses: [80, 84],
    name: 'a claimed item can be settled and scheduled again in one commit',
    async run({ store }) {
      await done(store, 'c1', { work: [at('i', 0)] })
      const { token } = await claimOne(store, 0)
      await done(store, 'c2', { work: [at('i', 500), { op: 'settle', token }] })
      same(await claimAll(store, 499), [], 'not yet')
      same((await claimOne(store, 500)).attempt, 1, 'attempt')
    },
  },
  {
    id: 'G85',
    clauses: [85],
    name: 'cancelling takes an item away, waiting, claimed or not there',
    async run({ store }) {
      await done(store, 'c1', { work: [at('i', 0), at('j', 0)] })
      const { id, token } = await claimOne(store, 0)
      same(id, 'i', 'claimed')
      await done(store, 'c2', { work: ['i', 'j', 'k'].map((each) => ({ op: 'cancel', queue: 'q', id: each }) as const) })
      same(await claimAll(store, 100), [], 'nothing')
      await problem(store.commit(acme, commit('c3', { work: [{ op: 'settle', token }] })), 'storage/fenced')
    },
  },
  {
    id: 'G89',
    clauses: [89],
    name: 'one item that is handed back again and again does not keep the others waiting',
    async run({ store }) {
      await done(store, 'c1', { work: [at('poison', 0), ...Array.from({ length: 50 }, (_, index) => at(`i${index}`, 1))] })
      const seen = new Set<string>()
      for (let now = 10; seen.size < 50 && now < 200; now += 1) {
        for (const { id, token } of await claimAll(store, now, 2)) {
          if (id === 'poison') await value(store.lease([{ op: 'release', token, dueAt: now + 5 }]))
          else {
            seen.add(id)
            await done(store, `s-${id}`, { work: [{ op: 'settle', token }] })
          }
        }
      }
      same(seen.size, 50, 'others')
    },
  },
  {
    id: 'G86',
    clauses: [86],
    name: 'concurrent workers on two handles get each item once',
    async run({ store, other }) {
      const all = Array.from({ length: 200 }, (_, index) => at(`i${index}`, index))
      await done(store, 'c1', { work: all.slice(0, 100) })
      await done(store, 'c2', { work: all.slice(100) })
      const batches = await Promise.all(
        Array.from({ length: 40 }, (_, index) => claimAll(index % 2 === 0 ? store : other, 1000, 7)),
      )
      const ids = batches.flat().map(({ id }) => id)
      same([ids.length, new Set(ids).size], [200, 200], 'claims')
    },
  },
  {
    id: 'G98',
    clauses: [98],
    name: 'claiming without a tenant reaches every tenant, with one only that, and a token settles in its own only',
    async run({ store, clock }) {
      await done(store, 'c1', { work: [at('i', 1)] })
      await done(store, 'c1', { work: [at('i', 0)] }, beta)
      const mine = items(await value(store.claim({ worker: 'w', limit: 9, leaseMs: 1000, queues: ['q'], now: 5, tenant: acme })))
      same(
        mine.map(({ tenant }) => tenant),
        [acme],
        'one tenant',
      )
      clock.advance(1000)
      const both = await claimAll(store, 5)
      same(
        both.map(({ tenant }) => tenant),
        [beta, acme],
        'both',
      )
      const [first] = both
      await problem(store.commit(acme, commit('c2', { work: [{ op: 'settle', token: first?.token ?? '' }] })), 'storage/fenced')
      await done(store, 'c2', { work: [{ op: 'settle', token: first?.token ?? '' }] }, beta)
    },
  },
  {
    id: 'I104',
    clauses: [104],
    name: 'guessed tokens never settle',
    async run({ store }) {
      await done(store, 'c1', { work: [at('i', 0)] })
      const { token } = await claimOne(store, 0)
      const secret = token.slice(token.lastIndexOf('/') + 1)
      const guesses = [
        '',
        '/',
        token.slice(0, -1),
        `${token}0`,
        token.replace(secret, ''),
        `w/acme/q/i/${'0'.repeat(32)}`,
        `w/acme/q/i/${secret.toUpperCase()}x`,
        'null',
        'w/acme/q/i/null',
      ]
      for (const [index, guess] of guesses.entries()) {
        const result = await store.commit(acme, commit(`g${index}`, { work: [{ op: 'settle', token: guess }] }))
        holds(result.isErr(), `guess ${index} settled`)
      }
      await done(store, 'c2', { work: [{ op: 'settle', token }] })
    },
  },
  {
    id: 'G78b',
    clauses: [65, 101],
    passes: guardedOnly,
    name: 'refuses what no request for work can be',
    async run({ store }) {
      const good = { worker: 'w', limit: 1, leaseMs: 1000, queues: ['q'], now: 0 }
      const refused = async (request: object, path: string) => {
        const hostile: typeof good = { ...good, ...request }
        await problem(store.claim(hostile), 'storage/invalid', { path })
      }
      for (const limit of [0, 1001, 0.5]) await refused({ limit }, 'limit')
      for (const leaseMs of [999, 3_600_001, Number.NaN]) await refused({ leaseMs }, 'leaseMs')
      for (const queue of ['', 'A', '__proto__', 'x" or 1=1--', 'q'.repeat(10_000)])
        await refused({ queues: [queue] }, 'queues[0]')
      await refused({ queues: [] }, 'queues')
      await refused({ queues: ['q', 'q'] }, 'queues')
      await refused({ now: 1.5 }, 'now')
      await refused({ worker: '' }, 'worker')
      await refused({ tenant: 'a b' }, 'tenant')
      await refused({ consumer: '"' }, 'consumer')
      await problem(store.lease([{ op: 'extend', token: 't', ms: 1 }]), 'storage/invalid', { path: '[0].ms' })
      await problem(store.commit(acme, commit('c', { work: [at('i', 0.5)] })), 'storage/invalid', { path: 'work[0].dueAt' })
      await problem(store.commit(acme, commit('c', { work: [at('i', 0), at('i', 1)] })), 'storage/invalid', { path: 'work[1]' })
    },
  },
]
