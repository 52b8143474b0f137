import { addMs, type Instant } from '@caseload/core'
import type { CheckBackAnswer } from './check-back.ts'

/** One resolution, what its check-back said, and what the customer did afterwards. */
export interface CheckedResolution {
  /** When it was resolved. */
  readonly resolvedAt: Instant
  /** What the requester said; null where nobody asked. */
  readonly answer: CheckBackAnswer | null
  /** The first new contact on the same problem; null where there was none. */
  readonly contactAgainAt: Instant | null
}

/** A share with a Wilson score interval. */
export interface SharePart {
  /** What is counted, ÷ `of`; null where there is nothing to count. */
  readonly share: number | null
  /** Lower end of the 95 % interval; null where there is nothing to count. */
  readonly low: number | null
  /** Upper end of the 95 % interval; null where there is nothing to count. */
  readonly high: number | null
  /** The denominator. */
  readonly of: number
}

/** Whether solutions hold, by what requesters said and by what they did. */
export interface SolutionEffectiveness {
  /** `works` ÷ reached: `works-partly` and `does-not-work` are no successes, and nobody who was not reached is counted. */
  readonly works: SharePart
  /** Requesters asked and not reached. */
  readonly notReached: number
  /** No new contact on the same problem within 14 days ÷ resolutions that are at least 14 days old. */
  readonly quiet: SharePart
  /** Resolutions too young to say. */
  readonly tooYoung: number
}

const quietMs = 14 * 86_400_000
/** Quantile of the normal distribution for a two-sided 95 % interval. */
const z = 1.959963984540054

/**
 * How many solutions hold: the share that works among requesters reached, beside the share without a new contact within 14 days, each with its interval (E. B. Wilson, *Probable
 * inference, the law of succession, and statistical inference*, 1927).
 *
 * @param resolutions - Any number of them.
 * @param now - Resolutions less than 14 days before this are left out of `quiet`; a contact exactly 14 days after counts as new.
 *
 * @example
 * ```ts
 * import { instant } from '@caseload/core'
 * import { solutionEffectiveness } from '@caseload/sla'
 *
 * const resolvedAt = instant('2026-03-02T10:00Z')
 * const answers = ['works', 'works', 'works', 'works-partly', 'not-reached'] as const
 * const { works, notReached, quiet } = solutionEffectiveness(
 *   answers.map((answer) => ({ resolvedAt, answer, contactAgainAt: null })),
 *   instant('2026-03-20T10:00Z'),
 * )
 * works.share // => 0.75
 * works.low?.toFixed(3) // => '0.301'
 * works.high?.toFixed(3) // => '0.954'
 * notReached // => 1
 * quiet.of // => 5
 * ```
 */
export function solutionEffectiveness(resolutions: readonly CheckedResolution[], now: Instant): SolutionEffectiveness {
  const asked = resolutions.filter(({ answer }) => answer !== null)
  const reached = asked.filter(({ answer }) => answer !== 'not-reached')
  const old = resolutions.filter(({ resolvedAt }) => addMs(resolvedAt, quietMs) <= now)
  const quiet = old.filter(({ resolvedAt, contactAgainAt }) => contactAgainAt === null || contactAgainAt - resolvedAt > quietMs)
  return {
    works: wilson(reached.filter(({ answer }) => answer === 'works').length, reached.length),
    notReached: asked.length - reached.length,
    quiet: wilson(quiet.length, old.length),
    tooYoung: resolutions.length - old.length,
  }
}

function wilson(count: number, of: number): SharePart {
  if (of === 0) return { share: null, low: null, high: null, of }
  const share = count / of
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const middle = share + (z * z) / (2 * of)
  const scale = 1 + (z * z) / of
  return { share, low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale), of }
}
