/**
 * Lets one piece of work at a time have a turn for each key, in the order of asking. Commands of one process to one ticket would otherwise all decide on the same version, and
 * all but one in vain; commands of other processes still meet in the store.
 */
export interface Turns {
  /** Does the work when those before it under the same key are done. */
  take<Value>(key: string, work: () => Promise<Value>): Promise<Value>
}

/** Turns for one desk. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>()
  return {
    take: async (key, work) => {
      const before = last.get(key)
      const mine = before === undefined ? work() : before.then(work, work)
      last.set(key, mine)
      try {
        return await mine
      } finally {
        if (last.get(key) === mine) last.delete(key)
      }
    },
  }
}
