import type { Store } from '@caseload/storage'

/** A lease that is prolonged until it is no longer needed. */
export interface KeptLease {
  /** Aborted when the lease is lost or everything is to end. */
  readonly signal: AbortSignal
  /** Whether somebody else has it. */
  lost(): boolean
  /** Stops prolonging. */
  end(): void
}

/** Prolongs a lease each third of its length. That the store is out of reach for a while does not end it: whether it still holds shows in the commit. */
export function keepLease(store: Store, token: string, leaseMs: number, stop: AbortSignal | null): KeptLease {
  const controller = new AbortController()
  let lost = false
  const timer = setInterval(async () => {
    const kept = await store.lease([{ op: 'extend', token, ms: leaseMs }])
    if (kept.isErr() || kept.value[0] !== false) return
    lost = true
    controller.abort()
  }, leaseMs / 3)
  return {
    signal: stop === null ? controller.signal : AbortSignal.any([controller.signal, stop]),
    lost: () => lost,
    end: () => clearInterval(timer),
  }
}
