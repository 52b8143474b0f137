import { type Storage, storageUnavailable } from '@caseload/storage'
import { errAsync } from 'neverthrow'

/** A storage that answers as one does that cannot be reached, for as long as it is said to be down. */
export function interruptible(storage: Storage, isDown: () => boolean): Storage {
  const away = () => errAsync(storageUnavailable('network'))
  return {
    name: storage.name,
    open: (options) =>
      storage.open(options).map(({ store, admin }) => ({
        admin,
        store: {
          ...store,
          commit: (...args) => (isDown() ? away() : store.commit(...args)),
          load: (...args) => (isDown() ? away() : store.load(...args)),
          find: (...args) => (isDown() ? away() : store.find(...args)),
          journal: (...args) => (isDown() ? away() : store.journal(...args)),
          claim: (...args) => (isDown() ? away() : store.claim(...args)),
        },
      })),
  }
}
