import type { Entropy } from '@caseload/core'
import type { CancelSignal } from '../port/call-options.ts'

/** How a guard waits. */
export interface Patience {
  /** Tries after the first. */
  readonly retries: number
  /** Waits so many milliseconds. */
  readonly sleep: (ms: number) => Promise<void>
  /** Chance for the length of pauses. */
  readonly entropy: Entropy
}

const firstPauseMs = 10
const longestPauseMs = 1000

/**
 * Waits before the next try: anything between nothing and a bound that doubles with every try ("full jitter", M. Brooker, AWS Architecture Blog, 2015), so that
 * those who collided do not collide again. Gives false where the caller gave up meanwhile.
 */
export async function pause(patience: Patience, attempt: number, signal: CancelSignal | undefined): Promise<boolean> {
  const bound = Math.min(longestPauseMs, firstPauseMs * 2 ** attempt)
  const slept = patience.sleep(patience.entropy.next() * bound).then(() => true)
  return orAborted(slept, signal, false)
}

/** What a promise gives, or something else as soon as the caller gives up. */
export async function orAborted<Value, Otherwise>(
  promise: Promise<Value>,
  signal: CancelSignal | undefined,
  otherwise: Otherwise,
): Promise<Value | Otherwise> {
  if (signal === undefined) return promise
  if (signal.aborted) return otherwise
  let stop = (): void => undefined
  const aborted = new Promise<Otherwise>((resolve) => {
    const listener = (): void => resolve(otherwise)
    signal.addEventListener('abort', listener)
    stop = () => signal.removeEventListener('abort', listener)
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    stop()
  }
}
