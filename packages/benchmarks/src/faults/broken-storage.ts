import { DatabaseSync } from 'node:sqlite'
import { type Commit, type JsonText, journalCursor, type Storage, type StoreAdapter } from '@caseload/storage'
import { ok, ResultAsync } from 'neverthrow'

/** Ways in which a store can break its word. */
export const flaws = ['acknowledges-early', 'drops-receipts', 'tears', 'doubles'] as const

/** One of them. */
export type Flaw = (typeof flaws)[number]

/** Reads the name of a flaw. */
export function flawOf(name: string): Flaw | null {
  return flaws.find((flaw) => flaw === name) ?? null
}

/** So many commits are acknowledged ahead of the disk: with one, a kill in the midst of writing it would often lose nothing. */
const behind = 4

/**
 * A store on a SQLite file that breaks its word on purpose, to see that the audit notices: what it has written is read by a store that keeps it.
 *
 * @param flaw - What it does wrong: says that a commit is there and writes it only when four more have come; forgets the proof that makes a repetition safe; leaves out the events; writes each event twice.
 * @param storage - The store that does the work.
 * @param path - Its file.
 */
export function brokenStorage(flaw: Flaw, storage: Storage, path: string): Storage {
  return {
    name: storage.name,
    open: (options) =>
      storage.open(options).map(({ store, admin }) => ({ store: { ...store, commit: commitOf(flaw, store, path) }, admin })),
  }
}

function commitOf(flaw: Flaw, store: StoreAdapter, path: string): StoreAdapter['commit'] {
  // What comes at once and what comes later, alike.
  const commit: StoreAdapter['commit'] = (...call) => new ResultAsync(Promise.resolve(store.commit(...call)))
  switch (flaw) {
    case 'acknowledges-early': {
      const waiting: (() => ReturnType<typeof commit>)[] = []
      return (...call) => {
        const [, { key }] = call
        waiting.push(() => commit(...call))
        const write = waiting.length > behind ? waiting.shift() : undefined
        const receipt = ok({ key, cursor: journalCursor(0), replayed: false })
        // Refuses once the one before could not be written, as a closed store must.
        return new ResultAsync(Promise.resolve(write?.()).then((before) => before?.map(() => receipt.value) ?? receipt))
      }
    }
    case 'drops-receipts':
      return (tenant, change, options) =>
        new ResultAsync(
          Promise.resolve(commit(tenant, change, options)).then((answer) => {
            const database = new DatabaseSync(path, { timeout: 1000 })
            database.prepare('delete from receipt where tenant = ? and "key" = ?').run(tenant, change.key)
            database.close()
            return answer
          }),
        )
    case 'tears':
      return (tenant, change, options) => commit(tenant, { ...change, events: [] }, options)
    case 'doubles':
      return (tenant, change, options) => commit(tenant, { ...change, events: twice(change.events) }, options)
  }
}

/** Every event, and once more. */
function twice(events: Commit<JsonText>['events']): Commit<JsonText>['events'] {
  return events.flatMap((event) => [
    { ...event, version: event.version * 2 - 1 },
    { ...event, version: event.version * 2 },
  ])
}
