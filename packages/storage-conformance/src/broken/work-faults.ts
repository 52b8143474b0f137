import { type Claim, type JsonText, parseLeaseToken } from '@caseload/storage'
import { errAsync, okAsync, type ResultAsync } from 'neverthrow'
import type { Fault } from './fault.ts'
import type { LaterAdapter } from './later-adapter.ts'
import { committing } from './spoiling.ts'

type Claims = readonly Claim<JsonText>[]

/** A store whose claims come out otherwise. */
function claiming(change: (claims: Claims, store: LaterAdapter) => Claims): (store: LaterAdapter) => LaterAdapter {
  return (store) => ({ ...store, claim: (request) => store.claim(request).map((claims) => change(claims, store)) })
}

/** What goes wrong with work and followers. */
export const workFaults: readonly Fault[] = [
  {
    name: 'gives an item a millisecond after it is due',
    store: () => (store) => ({
      ...store,
      claim: (request) => store.claim('now' in request ? { ...request, now: request.now - 1 } : request),
    }),
  },
  {
    name: 'gives work in the order of its identities',
    store: () => claiming((claims) => [...claims].sort((a, b) => nameOf(a).localeCompare(nameOf(b)))),
  },
  {
    name: 'gives work that was claimed once to nobody again',
    store: () => claiming((claims) => claims.filter(({ attempt }) => attempt === 1)),
  },
  { name: 'ends leases by the worker’s clock', store: believesWorkers },
  {
    name: 'settles nothing',
    store: () =>
      committing((store, tenant, change) =>
        store.commit(tenant, { ...change, work: (change.work ?? []).filter(({ op }) => op !== 'settle') }),
      ),
  },
  {
    name: 'settles lost leases',
    store: () =>
      committing((store, tenant, change) =>
        store
          .commit(tenant, change)
          .orElse((problem) =>
            problem.kind === 'storage/fenced' ? store.commit(tenant, { ...change, work: [] }) : errAsync(problem),
          ),
      ),
  },
  {
    name: 'believes every token that names an item',
    store: () =>
      committing((store, tenant, change) =>
        store.commit(tenant, change).orElse((problem) => {
          const handle = problem.kind === 'storage/fenced' ? parseLeaseToken(problem.token) : null
          if (handle?.of !== 'work') return errAsync(problem)
          return store.commit(tenant, { ...change, work: [{ op: 'cancel', queue: handle.queue, id: handle.id }] })
        }),
      ),
  },
  {
    name: 'says of every lease that it holds',
    store: () => (store) => ({ ...store, lease: (changes) => store.lease(changes).map((held) => held.map(() => true)) }),
  },
  { name: 'does not move an item that is there already', store: schedulesOnce },
  { name: 'cancels only what nobody has claimed', store: cancelsWaiting },
  { name: 'gives the same items to two who ask at once', store: doublesClaims },
  {
    name: 'gives what was handed back before everything else, one at a time',
    store: starves,
  },
  {
    name: 'takes the work of all tenants where one is named',
    store: () => (store) => ({
      ...store,
      claim({ tenant: _, ...request }) {
        return store.claim(request)
      },
    }),
  },
  {
    name: 'lets everybody who asks follow the same journal',
    store: () => (store) => ({
      ...store,
      claim: (request) =>
        store.claim(request).andThen((claims) => releasing(store, 'consumer' in request ? claims : []).map(() => claims)),
    }),
  },
  {
    name: 'does not move a follower on',
    store: () =>
      committing((store, tenant, change) =>
        store.commit(tenant, { ...change, work: (change.work ?? []).filter(({ op }) => op !== 'advance') }),
      ),
  },
  {
    name: 'lets a follower go back',
    store: () =>
      committing((store, tenant, change) =>
        store
          .commit(tenant, change)
          .orElse((problem) =>
            problem.kind === 'storage/invalid' ? store.commit(tenant, { ...change, work: [] }) : errAsync(problem),
          ),
      ),
  },
  {
    name: 'keeps a follower that was handed back until its lease ends',
    store: () => (store) => ({
      ...store,
      lease: (changes) =>
        store
          .lease(changes.filter(({ op, token }) => op !== 'release' || !token.startsWith('f/')))
          .map((held) => [...held, ...changes.slice(held.length).map(() => true)]),
    }),
  },
  {
    name: 'serves tenants by name',
    store: () => (store) => ({
      ...store,
      claim(request) {
        if (!('consumer' in request) || request.limit > 1) return store.claim(request)
        return store.claim({ ...request, limit: 50 }).andThen((claims) => {
          const [first, ...others] = [...claims].sort((a, b) => a.tenant.localeCompare(b.tenant))
          return releasing(store, others).map(() => (first === undefined ? [] : [first]))
        })
      },
    }),
  },
  {
    name: 'says that nobody is behind',
    admin: () => (admin) => ({ ...admin, lag: () => admin.lag({ consumer: 'nobody', limit: 1 }).map(() => []) }),
  },
]

function nameOf(claim: Claims[number]): string {
  return 'id' in claim ? claim.id : claim.tenant
}

function releasing(store: LaterAdapter, claims: Claims): ResultAsync<unknown, never> {
  return store.lease(claims.map(({ token }) => ({ op: 'release', token, dueAt: 0 }))).orElse(() => okAsync([]))
}

function believesWorkers(): (store: LaterAdapter) => LaterAdapter {
  const held: { readonly token: string; readonly until: number; readonly dueAt: number }[] = []
  return (store) => ({
    ...store,
    claim(request) {
      if (!('now' in request)) return store.claim(request)
      const ended = held.filter(({ until }) => until <= request.now)
      return store
        .lease(ended.map(({ token, dueAt }) => ({ op: 'release', token, dueAt })))
        .andThen(() => store.claim(request))
        .map((claims) => {
          for (const claim of claims) {
            if ('dueAt' in claim) held.push({ token: claim.token, until: request.now + request.leaseMs, dueAt: claim.dueAt })
          }
          return claims
        })
    },
  })
}

function schedulesOnce(): (store: LaterAdapter) => LaterAdapter {
  const there = new Set<string>()
  return committing((store, tenant, change) => {
    const work = (change.work ?? []).filter((item) => {
      if (item.op !== 'schedule') return true
      const place = `${tenant}/${item.queue}/${item.id}`
      if (there.has(place)) return false
      there.add(place)
      return true
    })
    return store.commit(tenant, { ...change, work })
  })
}

function cancelsWaiting(): (store: LaterAdapter) => LaterAdapter {
  const claimed = new Set<string>()
  return (store) => ({
    ...store,
    claim: (request) =>
      store.claim(request).map((claims) => {
        for (const claim of claims) if ('id' in claim) claimed.add(`${claim.queue}/${claim.id}`)
        return claims
      }),
    commit: (tenant, change) =>
      store.commit(tenant, {
        ...change,
        work: (change.work ?? []).filter((item) => item.op !== 'cancel' || !claimed.has(`${item.queue}/${item.id}`)),
      }),
  })
}

function doublesClaims(): (store: LaterAdapter) => LaterAdapter {
  let last: { readonly asked: string; readonly answer: ReturnType<LaterAdapter['claim']> } | null = null
  return (store) => ({
    ...store,
    claim(request) {
      const { worker: _, ...rest } = request
      const asked = JSON.stringify(rest)
      if (last?.asked === asked) return last.answer
      const answer = store.claim(request)
      last = { asked, answer }
      setTimeout(() => {
        last = null
      }, 4)
      return answer
    },
  })
}

function starves(): (store: LaterAdapter) => LaterAdapter {
  let back = 0
  return (store) => ({
    ...store,
    lease: (changes) => {
      back += changes.filter(({ op }) => op === 'release').length
      return store.lease(changes.map((change) => (change.op === 'release' ? { ...change, dueAt: -1 } : change)))
    },
    claim: (request) => store.claim(back > 0 ? { ...request, limit: 1 } : request),
  })
}
