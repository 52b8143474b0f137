import { journalCursor, type Ref, storageInvalid } from '@caseload/storage'
import { errAsync, okAsync, ResultAsync } from 'neverthrow'
import type { Fault } from './fault.ts'
import type { LaterAdapter } from './later-adapter.ts'
import { committing, pause } from './spoiling.ts'

/** What goes wrong with writing. */
export const commitFaults: readonly Fault[] = [
  { name: 'takes any version for the current one', store: () => takesAnyVersion },
  {
    name: 'does not raise a version when it changes a document',
    store: () => (store) => ({
      ...store,
      load: (tenant, refs) =>
        store.load(tenant, refs).map((docs) => docs.map((doc) => (doc === null ? null : { ...doc, version: 1 }))),
    }),
  },
  {
    name: 'does not look at what was expected of other documents',
    store: () => committing((store, tenant, change) => store.commit(tenant, { ...change, expect: [] })),
  },
  {
    name: 'writes documents first and the rest a moment later',
    store: (bench) => (store, handle) => ({
      ...store,
      commit(tenant, change) {
        const { events, work = [], ...rest } = change
        if (events.length + work.length === 0) return store.commit(tenant, change)
        const work2 = async () => {
          const first = await store.commit(tenant, { ...rest, key: `docs-of-${change.key}`, events: [] })
          if (first.isErr()) return first
          await pause(1)
          if (!handle.alive()) return new Promise<never>(() => undefined)
          try {
            bench.before()
          } catch {
            return errAsync(storageInvalid('', 'a living process'))
          }
          return store.commit(tenant, { ...change, expect: [], writes: [] })
        }
        return new ResultAsync(work2().then((result) => result))
      },
    }),
  },
  {
    name: 'changes work whether or not the rest of the commit goes through',
    store: () =>
      committing((store, tenant, change) =>
        store
          .commit(tenant, { key: `work-of-${change.key}`, writes: [], events: [], work: change.work ?? [] })
          .andThen(() => store.commit(tenant, { ...change, work: [] })),
      ),
  },
  {
    name: 'acknowledges a commit before it has written it',
    store: () => (store, handle) => {
      if (store.about.name === 'never') return store
      return {
        ...store,
        commit(tenant, change) {
          const later = async () => {
            await pause(3)
            if (handle.alive()) await store.commit(tenant, change)
          }
          later()
          return okAsync({ key: change.key, cursor: journalCursor(0), replayed: false })
        },
      }
    },
  },
  {
    name: 'numbers the events of a stream as it likes',
    store: () => (store) => ({
      ...store,
      commit: (tenant, change) =>
        store.commit(tenant, change).orElse((problem) => {
          if (problem.kind !== 'storage/conflict' || problem.of !== 'stream') return errAsync(problem)
          const shift = (problem.actual ?? 0) - problem.expected
          return store.commit(tenant, {
            ...change,
            events: change.events.map((event) =>
              event.stream === problem.ref.id ? { ...event, version: event.version + shift } : event,
            ),
          })
        }),
    }),
  },
  {
    name: 'writes the events of a commit stream by stream',
    store: () =>
      committing((store, tenant, change) =>
        store.commit(tenant, {
          ...change,
          events: [...change.events].sort((a, b) => a.stream.localeCompare(b.stream) || a.version - b.version),
        }),
      ),
  },
  { name: 'starts again at version 1 after a removal', store: () => forgetsRemovals('all') },
  { name: 'overlooks a removal that is under way', store: () => forgetsRemovals('under way') },
  {
    name: 'takes no more than a hundred of anything',
    store: () =>
      committing((store, tenant, change) =>
        change.writes.length + change.events.length > 100
          ? errAsync(storageInvalid('writes', 'a hundred'))
          : store.commit(tenant, change),
      ),
  },
  {
    name: 'looks at versions before it looks at leases',
    store: () =>
      committing((store, tenant, change) =>
        store.commit(tenant, change).orElse((problem) => {
          if (problem.kind !== 'storage/fenced') return errAsync(problem)
          return store.commit(tenant, { ...change, work: [] }).andThen(() => errAsync(problem))
        }),
      ),
  },
  {
    name: 'gives documents in an order of its own',
    store: () => (store) => ({
      ...store,
      load: (tenant, refs) =>
        store.load(
          tenant,
          [...refs].sort((a, b) => a.id.localeCompare(b.id)),
        ),
    }),
  },
  {
    name: 'loads documents one after another, each as it then is',
    store: () => (store) => ({
      ...store,
      load(tenant, refs) {
        const one = async () => {
          const docs = []
          for (const ref of refs) {
            const found = await store.load(tenant, [ref])
            if (found.isErr()) return found
            docs.push(found.value[0] ?? null)
            await pause(0)
          }
          return okAsync(docs)
        }
        return new ResultAsync(one().then((result) => result))
      },
    }),
  },
  {
    name: 'writes into what it was given',
    store: () =>
      committing((store, tenant, change) => {
        for (const { ref } of change.writes) Object.assign(ref, { id: ref.id })
        return store.commit(tenant, change)
      }),
  },
  { name: 'keeps receipts outside the transaction, where they are lost', store: losesReceipts },
  {
    name: 'leaves no receipt for a commit that changes nothing',
    store: () =>
      committing((store, tenant, change) =>
        change.writes.length + change.events.length + (change.work?.length ?? 0) === 0
          ? okAsync({ key: change.key, cursor: journalCursor(0), replayed: false })
          : store.commit(tenant, change),
      ),
  },
  {
    name: 'looks at preconditions before it looks for a receipt',
    store: () =>
      committing((store, tenant, change) =>
        store
          .commit(tenant, {
            ...change,
            key: `probe-${change.key}-${change.writes.map(({ version }) => version).join('-')}`,
            writes: change.writes.map((write) => ({ ...write, version: write.version + 1000 })),
            events: [],
          })
          .orElse((problem) => {
            const [first] = change.writes
            if (problem.kind === 'storage/conflict' && first !== undefined && (problem.actual ?? 0) !== first.version)
              return errAsync({ ...problem, expected: first.version })
            return store.commit(tenant, change)
          }),
      ),
  },
  {
    name: 'does not look at fingerprints',
    store: () => committing((store, tenant, { fingerprint: _, ...change }) => store.commit(tenant, change)),
  },
  { name: 'takes the keys of one tenant for those of another', store: sharesKeys },
  {
    name: 'leaves a receipt for a commit that failed',
    store: () =>
      committing((store, tenant, change) =>
        store
          .commit(tenant, change)
          .orElse((problem) =>
            store.commit(tenant, { key: change.key, writes: [], events: [] }).andThen(() => errAsync(problem)),
          ),
      ),
  },
]

function takesAnyVersion(store: LaterAdapter): LaterAdapter {
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

function losesReceipts(): (store: LaterAdapter) => LaterAdapter {
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

function sharesKeys(): (store: LaterAdapter) => LaterAdapter {
  const first = new Map<string, string>()
  return (store) => ({
    ...store,
    commit(tenant, change) {
      const owner = first.get(change.key) ?? tenant
      first.set(change.key, owner)
      if (owner === tenant) return store.commit(tenant, change)
      return okAsync({ key: change.key, cursor: journalCursor(0), replayed: true })
    },
  })
}

/** Where it overlooks no more than removals that are under way, versions go on from those it has answered. */
function forgetsRemovals(which: 'all' | 'under way'): (store: LaterAdapter) => LaterAdapter {
  const removed = new Map<string, number>()
  const underWay = new Set<string>()
  const overlooked = new Set<string>()
  return (store) => ({
    ...store,
    commit(tenant, change) {
      for (const { op, ref, version } of change.writes) {
        if (op === 'remove') underWay.add(ref.id)
        if (op === 'remove' || version !== 0) continue
        if (which === 'all' || underWay.has(ref.id)) overlooked.add(ref.id)
        else overlooked.delete(ref.id)
      }
      return store.commit(tenant, change).map((receipt) => {
        for (const { op, ref, version } of change.writes) {
          if (op !== 'remove') continue
          removed.set(ref.id, version)
          underWay.delete(ref.id)
        }
        return receipt
      })
    },
    load: (tenant, refs) =>
      store
        .load(tenant, refs)
        .map((docs) =>
          docs.map((doc) =>
            doc === null || !overlooked.has(doc.ref.id) ? doc : { ...doc, version: doc.version - (removed.get(doc.ref.id) ?? 0) },
          ),
        ),
  })
}

function sameRef(a: Ref, b: Ref): boolean {
  return a.kind === b.kind && a.id === b.id
}
