import type { TenantId } from '@caseload/core'
import type { FollowClaim, JournalCursor, Store } from '@caseload/storage'
import type { ConformanceCase } from '../conformance-case.ts'
import { acme, beta, commit, done, event, one, put } from '../kit/builders.ts'
import { problem, same, value } from '../kit/expectations.ts'
import { besideNobody } from '../passes.ts'

async function follow(store: Store, consumer = 'outbox', limit = 10): Promise<readonly FollowClaim[]> {
  const claims = await value(store.claim({ worker: 'w', limit, leaseMs: 1000, consumer }))
  return claims.flatMap((claim) => ('consumer' in claim ? [claim] : []))
}

async function followOne(store: Store, consumer = 'outbox'): Promise<FollowClaim> {
  const [claim] = await follow(store, consumer)
  if (claim === undefined) throw new Error('expected a claim')
  return claim
}

async function read(store: Store, claim: FollowClaim, limit = 500) {
  return value(store.journal(claim.tenant, { after: claim.after, limit }))
}

async function advance(store: Store, name: string, claim: FollowClaim, to: JournalCursor, tenant: TenantId = acme) {
  return done(store, name, { work: [{ op: 'advance', token: claim.token, to }] }, tenant)
}

export const followerCases: readonly ConformanceCase[] = [
  {
    id: 'G90',
    clauses: [90],
    passes: besideNobody,
    name: 'only tenants whose journal is ahead of a follower are given to it, each to one at a time',
    async run({ store, other }) {
      await done(store, 'c1', { writes: [put('a')] })
      await done(store, 'c1', { events: [event('s', 1)] }, beta)
      same(
        await follow(store, 'outbox', 0 + 1).then((claims) =>
          claims.map(({ tenant, after, attempt }) => [tenant, after, attempt]),
        ),
        [[beta, null, 1]],
        'lagging',
      )
      same(await follow(other), [], 'leased')
      same(
        (await follow(other, 'index')).map(({ tenant }) => tenant),
        [beta],
        'another follower',
      )
    },
  },
  {
    id: 'G90b',
    clauses: [90],
    passes: besideNobody,
    name: 'advancing moves a follower on in the same commit as its effect',
    async run({ store }) {
      await done(store, 'c1', { events: [event('s', 1), event('s', 2), event('s', 3)] })
      const claim = await followOne(store)
      const page = await read(store, claim, 2)
      await done(store, 'c2', { writes: [put('effect')], work: [{ op: 'advance', token: claim.token, to: page.next }] })
      const rest = await followOne(store)
      same(rest.attempt, 1, 'attempt')
      const last = await read(store, rest)
      same(
        last.entries.map(({ version }) => version),
        [3],
        'rest',
      )
      await advance(store, 'c3', rest, last.next)
      same(await follow(store), [], 'caught up')
      await done(store, 'c4', { events: [event('s', 4)] })
      same(
        (await read(store, await followOne(store))).entries.map(({ version }) => version),
        [4],
        'behind again',
      )
    },
  },
  {
    id: 'G90c',
    clauses: [90],
    passes: besideNobody,
    name: 'a follower whose lease was taken over cannot advance, and its effect does not happen',
    async run({ store, other, clock }) {
      await done(store, 'c1', { events: [event('s', 1)] })
      const slow = await followOne(store)
      const page = await read(store, slow)
      clock.advance(1000)
      const fast = await followOne(other)
      same(fast.attempt, 2, 'attempt')
      const late = commit('c2', { writes: [put('effect')], work: [{ op: 'advance', token: slow.token, to: page.next }] })
      await problem(store.commit(acme, late), 'storage/fenced')
      same(await one(store, 'effect'), null, 'effect')
      await advance(other, 'c3', fast, page.next)
      await problem(
        other.commit(acme, commit('c4', { work: [{ op: 'advance', token: fast.token, to: page.next }] })),
        'storage/fenced',
      )
    },
  },
  {
    id: 'G90d',
    clauses: [90],
    passes: besideNobody,
    name: 'a conflict in the commit leaves the follower where it was',
    async run({ store }) {
      await done(store, 'c1', { events: [event('s', 1)] })
      const claim = await followOne(store)
      const { next } = await read(store, claim)
      const doomed = commit('c2', { writes: [put('x', 3)], work: [{ op: 'advance', token: claim.token, to: next }] })
      await problem(store.commit(acme, doomed), 'storage/conflict')
      await advance(store, 'c3', claim, next)
      same(await follow(store), [], 'caught up')
    },
  },
  {
    id: 'G90e',
    clauses: [90],
    passes: besideNobody,
    name: 'a follower goes neither back nor past the end',
    async run({ store, clock }) {
      await done(store, 'c1', { events: [event('s', 1), event('s', 2)] })
      const claim = await followOne(store)
      const half = await read(store, claim, 1)
      const whole = await read(store, claim)
      await advance(store, 'c2', claim, whole.next)
      await done(store, 'c3', { events: [event('s', 3)] })
      clock.advance(5000)
      const again = await followOne(store)
      await problem(
        store.commit(acme, commit('c4', { work: [{ op: 'advance', token: again.token, to: half.next }] })),
        'storage/invalid',
      )
      await advance(store, 'c5', again, again.after ?? whole.next)
    },
  },
  {
    id: 'G90f',
    clauses: [83, 90],
    passes: besideNobody,
    name: 'releasing a follower hands it back at once, extending keeps it',
    async run({ store, other, clock }) {
      await done(store, 'c1', { events: [event('s', 1)] })
      const { token } = await followOne(store)
      same(await value(store.lease([{ op: 'extend', token, ms: 9000 }])), [true], 'extend')
      clock.advance(8999)
      same(await follow(other), [], 'extended')
      same(await value(store.lease([{ op: 'release', token, dueAt: 8e12 }])), [true], 'release')
      same((await follow(other)).length, 1, 'released')
      same(await value(store.lease([{ op: 'extend', token, ms: 9000 }])), [false], 'lost')
    },
  },
  {
    id: 'G90g',
    clauses: [89, 90],
    passes: besideNobody,
    name: 'a busy tenant does not keep a follower from the others',
    async run({ store, clock }) {
      await done(store, 'c1', { events: [event('s', 1)] })
      await done(store, 'c1', { events: [event('s', 1)] }, beta)
      const served: string[] = []
      for (let round = 0; round < 4; round += 1) {
        clock.advance(10)
        const [claim] = await follow(store, 'outbox', 1)
        if (claim === undefined) continue
        served.push(claim.tenant)
        const { next } = await read(store, claim)
        await advance(store, `a${round}`, claim, next, claim.tenant)
        await done(store, `b${round}`, { events: [event(`n${round}`, 1)] })
        await done(store, `b${round}`, { events: [event(`n${round}`, 1)] }, beta)
      }
      same(served, [acme, beta, acme, beta], 'served in turn')
    },
  },
  {
    id: 'G90h',
    clauses: [90],
    passes: besideNobody,
    name: 'how far a follower is behind can be asked: entries and the first of them, the furthest first, none that have caught up',
    async run({ store, admin }) {
      await done(store, 'c1', { events: [event('s', 1), event('s', 2)] })
      await done(store, 'c1', { events: [event('s', 1), event('s', 2), event('s', 3)] }, beta)
      const lag = async (limit = 9) =>
        (await value(admin.lag({ consumer: 'outbox', limit }))).map(({ tenant, entries, since }) => [tenant, entries, since])
      same(
        await lag(),
        [
          [beta, 3, 1_000_001],
          [acme, 2, 1_000_001],
        ],
        'nobody has read',
      )
      same(await lag(1), [[beta, 3, 1_000_001]], 'only the furthest')
      const claims = await follow(store)
      const claim = claims.find(({ tenant }) => tenant === beta)
      if (claim === undefined) throw new Error('expected a claim')
      await advance(store, 'c2', claim, (await read(store, claim, 2)).next, beta)
      same(
        await lag(),
        [
          [acme, 2, 1_000_001],
          [beta, 1, 1_000_003],
        ],
        'one has read on',
      )
    },
  },
  {
    id: 'G91',
    clauses: [91],
    passes: besideNobody,
    name: 'four relays that share a journal pass on every entry once, each stream in order',
    async run({ store, other }) {
      const streams = ['s0', 's1', 's2', 's3', 's4']
      for (let version = 1; version <= 12; version += 1)
        await done(store, `c${version}`, { events: streams.map((stream) => event(stream, version)) })
      const passedOn: { readonly stream: string; readonly version: number }[] = []
      const relay = async (name: string, through: Store) => {
        for (let turn = 0; turn < 500 && passedOn.length < 60; turn += 1) {
          const claims = await value(through.claim({ worker: name, limit: 1, leaseMs: 60_000, consumer: 'outbox' }))
          for (const claim of claims) {
            if (!('consumer' in claim)) continue
            const page = await value(through.journal(claim.tenant, { after: claim.after, limit: 4 }))
            await done(through, `${name}-${turn}`, { work: [{ op: 'advance', token: claim.token, to: page.next }] })
            passedOn.push(...page.entries)
          }
          await new Promise<void>((resolve) => setTimeout(resolve, 0))
        }
      }
      await Promise.all([relay('r1', store), relay('r2', other), relay('r3', store), relay('r4', other)])
      for (const stream of streams)
        same(
          passedOn.filter((entry) => entry.stream === stream).map(({ version }) => version),
          Array.from({ length: 12 }, (_, index) => index + 1),
          stream,
        )
    },
  },
]
