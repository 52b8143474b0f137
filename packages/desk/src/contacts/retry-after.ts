import type { Entropy } from '@caseload/core'

/** How long whoever finds the intake full is asked to stay away at least and at most: what is known of the pace is too little to send anybody away for longer. */
const shortestMs = 1000
const longestMs = 60_000
/** Where nothing tells how fast contacts are decided, or has not told it for long. */
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
export function retryAfter(entropy: Entropy, now: () => number): RetryAfter {
  let stretch = { since: now(), settled: 0, before: 0, known: false }

  /** The pace of the stretch before, or of this one where it is faster: a store that is back must not look slow for as long as it was away. */
  function waitMs(contacts: number): number {
    const elapsedMs = now() - stretch.since
    const perSecond = Math.max(stretch.before, (stretch.settled * 1000) / Math.max(1000, elapsedMs))
    const neededMs = perSecond === 0 ? unknownMs : (contacts * 1000) / perSecond
    const { known } = stretch
    if (elapsedMs >= paceMs) {
      stretch = { since: now(), settled: 0, before: (stretch.settled * 1000) / elapsedMs, known: true }
    }
    return known ? neededMs : Math.min(unknownMs, neededMs)
  }

  return {
    settled() {
      stretch.settled += 1
    },
    ms(contacts) {
      const wanted = contacts === null ? unknownMs : waitMs(contacts)
      return Math.round(Math.min(longestMs, Math.max(shortestMs, wanted)) * (1 + entropy.next() / 2))
    },
  }
}
