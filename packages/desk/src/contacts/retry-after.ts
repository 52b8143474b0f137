import type { Entropy } from '@caseload/core'

/** How long whoever finds the intake full is asked to stay away at least and at most. */
const shortestMs = 1000
const longestMs = 300_000
/** Where nothing tells how fast contacts are decided. */
const unknownMs = 5000
/** Of how far back the pace of deciding is taken. */
const paceMs = 10_000

/** When to come again, by how fast contacts are decided. */
export interface RetryAfter {
  /** One was decided. */
  settled(): void
  /** Until so many are decided at the present pace; null where their number does not matter. Longer by chance, so that not all come at once. */
  ms(contacts: number | null): number
}

/** Counts from now on. */
export function retryAfter(entropy: Entropy): RetryAfter {
  let pace = { since: performance.now(), settled: 0, perSecond: 0 }

  function perSecond(): number {
    const elapsedMs = performance.now() - pace.since
    if (elapsedMs >= paceMs) pace = { since: performance.now(), settled: 0, perSecond: (pace.settled * 1000) / elapsedMs }
    else if (pace.perSecond === 0) return (pace.settled * 1000) / Math.max(1000, elapsedMs)
    return pace.perSecond
  }

  return {
    settled() {
      pace.settled += 1
    },
    ms(contacts) {
      const rate = contacts === null ? 0 : perSecond()
      const waitMs = contacts === null || rate === 0 ? unknownMs : (contacts * 1000) / rate
      return Math.round(Math.min(longestMs, Math.max(shortestMs, waitMs)) * (1 + entropy.next() / 2))
    },
  }
}
