import type { Entropy } from '@caseload/core'

/** Chance from the host, for the length of pauses between attempts. Not for secrets. */
export function systemEntropy(): Entropy {
  return { next: () => Math.random() }
}
