import type { CancelSignal } from '@caseload/storage'

/** A call that can be called off. */
export interface Cancellation {
  readonly signal: CancelSignal
  /** Calls it off. */
  readonly abort: () => void
  /** How many listen. */
  readonly listeners: () => number
}

/** What an `AbortController` gives, by hand: a port has none. */
export function cancellation(): Cancellation {
  const heard = new Set<() => void>()
  const state = { aborted: false }
  return {
    signal: {
      get aborted() {
        return state.aborted
      },
      addEventListener: (_: 'abort', listener: () => void) => void heard.add(listener),
      removeEventListener: (_: 'abort', listener: () => void) => void heard.delete(listener),
    },
    abort() {
      state.aborted = true
      for (const listener of [...heard]) listener()
    },
    listeners: () => heard.size,
  }
}
