import { type Flaw, flaws } from './broken-storage.ts'
import { sqlitePlace, type Tally } from './place.ts'
import { kills, restarts } from './stop-writers.ts'

/** A store that breaks its word, and what the audit found. */
export interface SelfCheck extends Tally {
  /** What the store does wrong. */
  readonly flaw: Flaw
  /** Whether the audit noticed, as what it is. */
  readonly caught: boolean
}

const seenAs = { 'acknowledges-early': 'lost', 'drops-receipts': 'lost', tears: 'torn', doubles: 'doubled' } as const

/** Puts stores that are broken on purpose under the same faults and the same audit: each has to be caught, or the zeros of the others mean nothing. */
export async function selfCheck(): Promise<readonly SelfCheck[]> {
  const checks: SelfCheck[] = []
  for (const flaw of flaws) {
    const place = sqlitePlace(flaw)
    try {
      for (const provoke of [kills, restarts]) {
        const tally = await provoke(place, 2)
        checks.push({ ...tally, flaw, caught: tally[seenAs[flaw]] > 0 })
      }
    } finally {
      await place.dispose()
    }
  }
  return checks
}
