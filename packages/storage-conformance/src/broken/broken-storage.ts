import { cursorSeq, journalCursor, type Ref, type Storage, type StoreAdapter } from '@caseload/storage'
import { okAsync } from 'neverthrow'

/** A way of getting the contract wrong that somebody has got wrong before. */
export interface Fault {
  /** What is wrong, as a sentence. */
  readonly name: string
  /** Puts the mistake into the handles of one database, none of which has one. */
  readonly spoil: () => (store: StoreAdapter) => StoreAdapter
}

/** A place whose every handle has a fault. */
export function brokenStorage(storage: Storage, fault: Fault): Storage {
  const spoil = fault.spoil()
  return {
    name: storage.name,
    open: (options) => storage.open(options).map(({ store, admin }) => ({ store: spoil(store), admin })),
  }
}

/** Each of these must fail at least one case of the contract: that is what makes the cases worth anything. */
export const faults: readonly Fault[] = [
  { name: 'takes any version for the current one', spoil: () => takesAnyVersion },
  {
    name: 'does not look at what was expected of other documents',
    spoil: () => (store) => ({ ...store, commit: (tenant, change) => store.commit(tenant, { ...change, expect: [] }) }),
  },
  { name: 'keeps receipts outside the transaction, where they are lost', spoil: losesReceipts },
  {
    name: 'does not look at fingerprints',
    spoil: () => (store) => ({ ...store, commit: (tenant, { fingerprint: _, ...change }) => store.commit(tenant, change) }),
  },
  {
    name: 'changes work whether or not the rest of the commit goes through',
    spoil: () => (store) => ({
      ...store,
      commit: (tenant, change) =>
        store
          .commit(tenant, { key: `work-of-${change.key}`, writes: [], events: [], work: change.work ?? [] })
          .andThen(() => store.commit(tenant, { ...change, work: [] })),
    }),
  },
  {
    name: 'settles lost leases',
    spoil: () => (store) => ({
      ...store,
      commit: (tenant, change) =>
        store
          .commit(tenant, change)
          .orElse((problem) => store.commit(tenant, problem.kind === 'storage/fenced' ? { ...change, work: [] } : change)),
    }),
  },
  { name: 'ends leases by the worker’s clock', spoil: believesWorkers },
  { name: 'forgets the tenant in one query', spoil: forgetsTenant },
  {
    name: 'looks up keys without regard to case',
    spoil: () => (store) => ({
      ...store,
      find: (tenant, query) =>
        store.find(
          tenant,
          query.key === undefined ? query : { ...query, key: { ...query.key, value: query.key.value.toLowerCase() } },
        ),
    }),
  },
  { name: 'pages by offset', spoil: pagesByOffset },
  {
    name: 'never has a second page',
    spoil: () => (store) => ({
      ...store,
      find: (tenant, query) => store.find(tenant, query).map(({ items }) => ({ items, next: null })),
    }),
  },
  {
    name: 'has a next page as long as the last was full',
    spoil: () => (store) => ({
      ...store,
      find: (tenant, query) =>
        store.find(tenant, query).map(({ items, next }) => {
          const last = items.length === query.limit && query.sort === undefined ? items.at(-1) : undefined
          return { items, next: next ?? (last === undefined ? null : [last.ref.id]) }
        }),
    }),
  },
  {
    name: 'stays before what it skipped',
    spoil: () => (store) => ({
      ...store,
      journal: (tenant, read) =>
        store.journal(tenant, read).map((page) => {
          const skipping = 'types' in read && read.types !== undefined
          return skipping ? { ...page, next: journalCursor(page.entries.at(-1)?.seq ?? 0) } : page
        }),
    }),
  },
  {
    name: 'reads from a position instead of after it',
    spoil: () => (store) => ({
      ...store,
      journal: (tenant, read) =>
        'stream' in read || read.after === null
          ? store.journal(tenant, read)
          : store.journal(tenant, { ...read, after: journalCursor(Math.max(0, (cursorSeq(read.after) ?? 0) - 1)) }),
    }),
  },
  { name: 'starts again at version 1 after a removal', spoil: forgetsRemovals },
  { name: 'does not close', spoil: () => (store) => ({ ...store, close: () => okAsync(undefined) }) },
]

function takesAnyVersion(store: StoreAdapter): StoreAdapter {
  return {
    ...store,
    commit: (tenant, change) =>
      store.commit(tenant, change).orElse((problem) => {
        const of = problem.kind === 'storage/conflict' && problem.of === 'document' ? problem : null
        const writes = change.writes.map((write) =>
          of !== null && sameRef(write.ref, of.ref) ? { ...write, version: of.actual ?? 0 } : write,
        )
        return store.commit(tenant, { ...change, writes })
      }),
  }
}

function losesReceipts(): (store: StoreAdapter) => StoreAdapter {
  let calls = 0
  return (store) => ({
    ...store,
    commit(tenant, change) {
      calls += 1
      return store
        .commit(tenant, { ...change, key: `${change.key}-${calls}` })
        .map((receipt) => ({ ...receipt, key: change.key }))
    },
  })
}

function believesWorkers(): (store: StoreAdapter) => StoreAdapter {
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

function forgetsTenant(): (store: StoreAdapter) => StoreAdapter {
  let first: Parameters<StoreAdapter['count']>[0] | null = null
  return (store) => ({
    ...store,
    commit(tenant, change) {
      first ??= tenant
      return store.commit(tenant, change)
    },
    count: (tenant, query) => store.count(first ?? tenant, query),
  })
}

function pagesByOffset(): (store: StoreAdapter) => StoreAdapter {
  const offsets = new Map<string, number>()
  return (store) => ({
    ...store,
    find(tenant, { after, ...query }) {
      const offset = after === undefined ? 0 : (offsets.get(JSON.stringify(after)) ?? 0)
      return store.find(tenant, { ...query, limit: offset + query.limit }).map(({ items, next }) => {
        if (next !== null) offsets.set(JSON.stringify(next), offset + query.limit)
        return { items: items.slice(offset), next }
      })
    },
  })
}

function forgetsRemovals(): (store: StoreAdapter) => StoreAdapter {
  const removed = new Map<string, number>()
  return (store) => ({
    ...store,
    commit: (tenant, change) =>
      store.commit(tenant, change).map((receipt) => {
        for (const { op, ref, version } of change.writes) if (op === 'remove') removed.set(ref.id, version)
        return receipt
      }),
    load: (tenant, refs) =>
      store
        .load(tenant, refs)
        .map((docs) =>
          docs.map((doc) => (doc === null ? null : { ...doc, version: doc.version - (removed.get(doc.ref.id) ?? 0) })),
        ),
  })
}

function sameRef(a: Ref, b: Ref): boolean {
  return a.kind === b.kind && a.id === b.id
}
