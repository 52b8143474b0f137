import type { Store } from '@caseload/storage'

/** Rings when this process commits events, so that who follows the journal here need not wait for the next poll. */
export interface CommitBell {
  /** Resolves at the next ring, after so many milliseconds, or when the signal is aborted, whatever comes first. */
  heard(withinMs: number, signal?: AbortSignal): Promise<void>
}

/** A store that rings, and its bell. */
export function withBell(store: Store): { readonly store: Store; readonly bell: CommitBell } {
  const waiting = new Set<() => void>()
  return {
    store: {
      ...store,
      commit: (tenant, change, options) => {
        const committed = store.commit(tenant, change, options)
        if (waiting.size > 0 && change.events.length > 0) committed.then(() => ring(waiting))
        return committed
      },
    },
    bell: {
      heard: (withinMs, signal) =>
        new Promise((resolve) => {
          if (signal?.aborted === true) return resolve()
          const end = (): void => {
            clearTimeout(timer)
            waiting.delete(end)
            signal?.removeEventListener('abort', end)
            resolve()
          }
          const timer = setTimeout(end, withinMs)
          waiting.add(end)
          signal?.addEventListener('abort', end)
        }),
    },
  }
}

function ring(waiting: ReadonlySet<() => void>): void {
  for (const end of [...waiting]) end()
}
