/** Wakes those who wait for something to come. */
export interface Stirring {
  /** Wakes them all. */
  stir(): void
  /** Resolves at the next stir, after so long, or when the signal is aborted. */
  stirred(withinMs: number, signal?: AbortSignal): Promise<void>
}

/** Nobody waits yet. */
export function stirring(): Stirring {
  const listeners = new Set<() => void>()
  return {
    stir() {
      for (const listener of [...listeners]) listener()
    },
    stirred: (withinMs, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve()
        const end = (): void => {
          clearTimeout(timer)
          listeners.delete(end)
          signal?.removeEventListener('abort', end)
          resolve()
        }
        const timer = setTimeout(end, withinMs)
        listeners.add(end)
        signal?.addEventListener('abort', end)
      }),
  }
}
