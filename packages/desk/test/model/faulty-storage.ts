import type { Entropy } from '@caseload/core'
import { type Answer, later, type Storage, type StoreAdapter, storageConflict, storageInDoubt } from '@caseload/storage'
import { errAsync, type ResultAsync } from 'neverthrow'

/** How often things go wrong, out of a hundred commits. */
export interface FaultRates {
  /** Somebody else was faster: nothing is written. */
  readonly conflicts: number
  /** The answer is lost before anything was written. */
  readonly lostBefore: number
  /** The answer is lost after everything was written. */
  readonly lostAfter: number
}

/** The same storage over a bad line: commits are beaten by others, and answers get lost before and after the deed. */
export function faultyStorage(storage: Storage, rates: FaultRates, entropy: Entropy): Storage {
  return {
    name: storage.name,
    open: (options) =>
      storage.open(options).map(({ store, admin }) => ({ admin, store: { ...boundTo(store), commit: faultyCommit(store) } })),
  }

  function faultyCommit(store: StoreAdapter): StoreAdapter['commit'] {
    return (tenant, change, options): ReturnType<StoreAdapter['commit']> => {
      const drawn = entropy.next() * 100
      const { conflicts, lostBefore, lostAfter } = rates
      const [first] = change.writes
      if (drawn < conflicts && first !== undefined)
        return errAsync(storageConflict('document', first.ref, 'version' in first ? first.version : 0, 1))
      if (drawn < conflicts + lostBefore) return errAsync(storageInDoubt(change.key))
      const done: ReturnType<StoreAdapter['commit']> = store.commit(tenant, change, options)
      return drawn < conflicts + lostBefore + lostAfter ? lost(done, change.key) : done
    }
  }
}

function lost<Value, Problem>(
  done: Answer<Value, Problem>,
  key: string,
): ResultAsync<Value, Problem | ReturnType<typeof storageInDoubt>> {
  return later(done).andThen(() => errAsync(storageInDoubt(key)))
}

function boundTo(store: StoreAdapter): StoreAdapter {
  return {
    about: store.about,
    commit: (...args) => store.commit(...args),
    load: (...args) => store.load(...args),
    find: (...args) => store.find(...args),
    count: (...args) => store.count(...args),
    journal: (...args) => store.journal(...args),
    claim: (...args) => store.claim(...args),
    lease: (...args) => store.lease(...args),
    close: () => store.close(),
  }
}
