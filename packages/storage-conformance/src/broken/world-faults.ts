import { journalCursor, type OpenStore, storageUnavailable } from '@caseload/storage'
import { errAsync, okAsync, ResultAsync } from 'neverthrow'
import type { Fault } from './fault.ts'
import type { LaterAdapter } from './later-adapter.ts'
import { pause } from './spoiling.ts'

/** What goes wrong between a store and the world: handles, processes, disks, wires. */
export const worldFaults: readonly Fault[] = [
  {
    name: 'claims what cannot be looked at',
    place({ wire: _, ...place }) {
      return place
    },
  },
  { name: 'acknowledges a commit before the disk has kept it', place: (place) => ({ ...place, flushes: async () => 0 }) },
  { name: 'keeps what it was given to its own handle', isolated: true },
  { name: 'does not close', store: () => (store) => ({ ...store, close: () => okAsync(undefined) }) },
  {
    name: 'says that calls in flight succeeded when it was closed under them',
    store: () => (store) => {
      let closed = false
      return {
        ...store,
        commit(tenant, change) {
          const work = async () => {
            await pause(0)
            return closed ? okAsync({ key: change.key, cursor: journalCursor(0), replayed: false }) : store.commit(tenant, change)
          }
          return new ResultAsync(work().then((result) => result))
        },
        close() {
          closed = true
          return store.close()
        },
      }
    },
  },
  { name: 'opens no more than twenty times', open: opensTwenty },
  {
    name: 'lets only one open at a time',
    open: () => {
      let opening = 0
      return async (open) => {
        opening += 1
        const alone = opening === 1
        await pause(1)
        opening -= 1
        if (!alone) throw new Error('the schema is being changed')
        return open()
      }
    },
  },
  {
    name: 'takes an answer that did not come for a failure',
    client: () => (store) => ({
      ...store,
      commit: (tenant, change) =>
        store
          .commit(tenant, change)
          .mapErr((problem) => (problem.kind === 'storage/in-doubt' ? storageUnavailable('network') : problem)),
    }),
  },
  {
    name: 'takes an answer that did not come for success',
    client: () => (store) => ({
      ...store,
      commit: (tenant, change) =>
        store
          .commit(tenant, change)
          .orElse((problem) =>
            problem.kind === 'storage/in-doubt'
              ? okAsync({ key: change.key, cursor: journalCursor(0), replayed: false })
              : errAsync(problem),
          ),
    }),
  },
  {
    name: 'waits for ever for an answer',
    // The wait itself is shortened so that its end need not be waited for.
    place: (place) => (place.wire === undefined ? place : { ...place, wire: { ...place.wire, timeoutMs: -5000 } }),
  },
  {
    name: 'does not come back once its server was away',
    client: () => (store) => {
      let away = false
      return {
        ...store,
        commit(tenant, change) {
          if (away) return errAsync(storageUnavailable('network'))
          return store.commit(tenant, change).mapErr((problem) => {
            away ||= problem.kind === 'storage/unavailable' && problem.why === 'network'
            return problem
          })
        },
      }
    },
  },
  {
    name: 'calls it a failure when somebody is in the way',
    client: () => (store) => ({
      ...store,
      commit: (tenant, change) =>
        store
          .commit(tenant, change)
          .mapErr((problem) => (problem.kind === 'storage/busy' ? storageUnavailable('other') : problem)),
    }),
  },
  {
    name: 'does not say that the disk is full',
    client: () => (store) => ({
      ...store,
      commit: (tenant, change) =>
        store
          .commit(tenant, change)
          .mapErr((problem) =>
            problem.kind === 'storage/unavailable' && problem.why === 'full' ? storageUnavailable('other') : problem,
          ),
    }),
  },
  { name: 'remembers what it has read, whoever writes', pass: 'in turn', store: () => remembers },
  { name: 'forgets the tenant when it goes on with a page', pass: 'noisy', store: goesOnAnywhere },
]

function opensTwenty(): (open: () => Promise<OpenStore>) => Promise<OpenStore> {
  let opened = 0
  return (open) => {
    opened += 1
    return opened > 20 ? Promise.reject(new Error('too many open files')) : open()
  }
}

/** A cache per handle. */
function remembers(store: LaterAdapter): LaterAdapter {
  const known = new Map<string, ReturnType<LaterAdapter['load']>>()
  return {
    ...store,
    commit(tenant, change) {
      known.clear()
      return store.commit(tenant, change)
    },
    load(tenant, refs) {
      const asked = JSON.stringify([tenant, refs])
      const answer = known.get(asked) ?? store.load(tenant, refs)
      known.set(asked, answer)
      return answer
    },
  }
}

/** Right as long as there is one tenant. */
function goesOnAnywhere(): (store: LaterAdapter) => LaterAdapter {
  let latest: Parameters<LaterAdapter['find']>[0] | null = null
  return (store) => ({
    ...store,
    commit(tenant, change) {
      latest = tenant
      return store.commit(tenant, change)
    },
    find: (tenant, query) => store.find(query.after === undefined ? tenant : (latest ?? tenant), query),
  })
}
