import { err, ok, type Result } from 'neverthrow'
import { type ConfidenceOption, checkConfidence, type Interval } from './interval.ts'
import { type InvalidArgument, invalidArgument } from './invalid-argument.ts'
import { normalQuantile } from './normal.ts'

/** What an answer from 0 to 10 to "would you recommend us?" counts as: 0 to 6 a detractor, 7 and 8 a passive, 9 and 10 a promoter. */
export type PromoterClass = 'detractor' | 'passive' | 'promoter'

/** How many answers fall into each class. */
export interface PromoterCounts {
  /** Answers of 9 and 10. */
  readonly promoters: number
  /** Answers of 7 and 8. */
  readonly passives: number
  /** Answers of 0 to 6. */
  readonly detractors: number
}

/** How sure, and what no answers give. */
export interface NetPromoterOptions extends ConfidenceOption {
  /** What the score of no answers is: `null` (default), since nothing is known, or `zero`, as some desks report it. */
  readonly ofNone?: 'null' | 'zero'
}

/** A net promoter score and how far it can be trusted. */
export interface NetPromoterScore {
  /** Share of promoters less share of detractors, times 100: from −100, all detractors, to 100, all promoters. */
  readonly score: number
  /** How many answers it stands on. */
  readonly n: number
  /** Where the score of the population lies, cut to −100 to 100; null for no answers. */
  readonly interval: Interval | null
}

/**
 * The class of one answer.
 *
 * @param answer - A whole number from 0 to 10.
 * @returns Its class; `statistics/invalid-argument` for anything else.
 *
 * @example
 * ```ts
 * import { promoterClass } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * promoterClass(9) // => ok('promoter')
 * promoterClass(11).mapErr((problem) => problem.expected)._unsafeUnwrapErr() // => 'a whole number from 0 to 10'
 * ```
 */
export function promoterClass(answer: number): Result<PromoterClass, InvalidArgument> {
  if (!(Number.isInteger(answer) && answer >= 0 && answer <= 10)) return invalidArgument('answer', 'a whole number from 0 to 10')
  return ok(answer >= 9 ? 'promoter' : answer >= 7 ? 'passive' : 'detractor')
}

/**
 * How many promoters, passives and detractors are among answers.
 *
 * @param answers - Whole numbers from 0 to 10, in any order.
 * @returns The counts; `statistics/invalid-argument` if one of the answers is anything else.
 *
 * @example
 * ```ts
 * import { promoterCounts } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * promoterCounts([10, 9, 8, 7, 6]) // => ok({ promoters: 2, passives: 2, detractors: 1 })
 * ```
 */
export function promoterCounts(answers: readonly number[]): Result<PromoterCounts, InvalidArgument> {
  const counts = { promoter: 0, passive: 0, detractor: 0 }
  for (const answer of answers) {
    const found = promoterClass(answer)
    if (found.isErr()) return err(found.error)
    counts[found.value] += 1
  }
  return ok({ promoters: counts.promoter, passives: counts.passive, detractors: counts.detractor })
}

/**
 * The net promoter score of a distribution (Reichheld, 2003).
 *
 * Formula: 100 · (promoters − detractors) / n. Groups are pooled by adding their counts, never by averaging their scores. The interval is the adjusted Wald interval of Rocks (2016): three answers
 * are added, ¾ to the promoters, ¾ to the detractors, the rest to the passives, so that it has a width where all answered alike.
 *
 * @param counts - Whole numbers ≥ 0.
 * @param options - `confidence`, 0.95 where absent; `ofNone`, `null` where absent.
 * @returns Score and interval; null for no answers, or a score of 0 without an interval if `ofNone` is `zero`; `statistics/invalid-argument` for counts that are not whole or below 0, or a
 * `confidence` out of range.
 *
 * @example
 * ```ts
 * import { netPromoterScore } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * const found = netPromoterScore({ promoters: 60, passives: 30, detractors: 10 })._unsafeUnwrap()
 * found?.score // => 50
 * found?.interval?.low.toFixed(1) // => '35.5'
 * found?.interval?.high.toFixed(1) // => '61.6'
 * netPromoterScore({ promoters: 0, passives: 0, detractors: 0 }) // => ok(null)
 * ```
 */
export function netPromoterScore(
  counts: PromoterCounts,
  options: NetPromoterOptions = {},
): Result<NetPromoterScore | null, InvalidArgument> {
  const { promoters, passives, detractors } = counts
  for (const [name, count] of Object.entries({ promoters, passives, detractors })) {
    if (!(Number.isSafeInteger(count) && count >= 0)) return invalidArgument(name, 'a whole number from 0')
  }
  const checked = checkConfidence(options)
  if (checked.isErr()) return err(checked.error)
  const n = promoters + passives + detractors
  if (n === 0) return ok(options.ofNone === 'zero' ? { score: 0, n, interval: null } : null)
  return ok({ score: (100 * (promoters - detractors)) / n, n, interval: intervalOf(promoters, detractors, n, checked.value) })
}

function intervalOf(promoters: number, detractors: number, n: number, confidence: number): Interval {
  const answers = n + 3
  const liked = (promoters + 0.75) / answers
  const disliked = (detractors + 0.75) / answers
  const centre = liked - disliked
  const reach = -normalQuantile((1 - confidence) / 2) * Math.sqrt((liked + disliked - centre * centre) / answers)
  return { low: Math.max(-100, 100 * (centre - reach)), high: Math.min(100, 100 * (centre + reach)), confidence }
}
