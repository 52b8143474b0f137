import { err, ok, type Result } from 'neverthrow'
import { betaQuantile } from './beta.ts'
import { type ConfidenceOption, checkConfidence, type Interval } from './interval.ts'
import { type InvalidArgument, invalidArgument } from './invalid-argument.ts'
import { normalQuantile } from './normal.ts'

/**
 * How an interval for a share is made.
 *
 * `wilson`: inverts the score test (Wilson, 1927); close to its stated confidence at every n, the default. `wilson-continuity`: the same with continuity
 * correction (Newcombe, 1998). `agresti-coull`: Wald around Wilson's centre (1998). `clopper-pearson`: never below its stated confidence, and wide (1934).
 * `jeffreys`: the equal-tailed interval of the Beta(k + ½, n − k + ½) posterior, without a convention at the ends. `wald`: the text-book one, far off near 0 and 1;
 * for comparison only.
 */
export type ProportionMethod = 'wilson' | 'wilson-continuity' | 'agresti-coull' | 'clopper-pearson' | 'jeffreys' | 'wald'

/** How sure, and by which method. */
export interface ProportionOptions extends ConfidenceOption {
  /** See {@link ProportionMethod}; `wilson` where absent. */
  readonly method?: ProportionMethod
}

/** A share and where the population's share lies. */
export interface ProportionInterval extends Interval {
  /** Observed share, successes over trials. */
  readonly estimate: number
  /** How it was made. */
  readonly method: ProportionMethod
}

/**
 * An interval for the share of successes in a population, from some trials.
 *
 * @param successes - A whole number from 0 to `trials`.
 * @param trials - A whole number ≥ 0.
 * @param options - `confidence`, 0.95 where absent; `method`, `wilson` where absent.
 * @returns Share and interval, cut to 0 to 1; null for no trials; `statistics/invalid-argument` for counts that are not whole or out of range, or a `confidence` out
 * of range.
 *
 * @example
 * ```ts
 * import { proportionInterval } from '@caseload/statistics'
 * import { ok } from 'neverthrow'
 *
 * proportionInterval(45, 60).map((found) => [found?.low.toFixed(4), found?.high.toFixed(4)]) // => ok(['0.6277', '0.8422'])
 * proportionInterval(0, 10).map((found) => found?.low) // => ok(0)
 * proportionInterval(0, 0) // => ok(null)
 * proportionInterval(7, 5).mapErr((problem) => problem.argument)._unsafeUnwrapErr() // => 'successes'
 * ```
 */
export function proportionInterval(
  successes: number,
  trials: number,
  options: ProportionOptions = {},
): Result<ProportionInterval | null, InvalidArgument> {
  const { method = 'wilson' } = options
  if (!(Number.isSafeInteger(trials) && trials >= 0)) return invalidArgument('trials', 'a whole number from 0')
  if (!(Number.isSafeInteger(successes) && successes >= 0 && successes <= trials)) {
    return invalidArgument('successes', 'a whole number from 0 to the number of trials')
  }
  const checked = checkConfidence(options)
  if (checked.isErr()) return err(checked.error)
  if (trials === 0) return ok(null)
  const [low, high] = ends[method](successes, trials, 1 - checked.value)
  return ok({
    estimate: successes / trials,
    low: Math.max(0, low),
    high: Math.min(1, high),
    confidence: checked.value,
    method,
  })
}

type Ends = (k: number, n: number, alpha: number) => readonly [low: number, high: number]

const ends: Readonly<Record<ProportionMethod, Ends>> = {
  wilson: (k, n, alpha) => {
    const z2 = normalQuantile(alpha / 2) ** 2
    const centre = (k + z2 / 2) / (n + z2)
    const reach = Math.sqrt(z2 * ((k * (n - k)) / n + z2 / 4)) / (n + z2)
    return [k === 0 ? 0 : centre - reach, k === n ? 1 : centre + reach]
  },
  'wilson-continuity': (k, n, alpha) => {
    const z = -normalQuantile(alpha / 2)
    const p = k / n
    const reach = (shift: 1 | -1): number => z * Math.sqrt(z * z - shift * 2 - 1 / n + 4 * p * (n * (1 - p) + shift))
    const low = (2 * k + z * z - 1 - reach(1)) / (2 * (n + z * z))
    const high = (2 * k + z * z + 1 + reach(-1)) / (2 * (n + z * z))
    return [k === 0 ? 0 : low, k === n ? 1 : high]
  },
  'agresti-coull': (k, n, alpha) => {
    const z = normalQuantile(alpha / 2)
    const trials = n + z * z
    const share = (k + (z * z) / 2) / trials
    const reach = Math.abs(z) * Math.sqrt((share * (1 - share)) / trials)
    return [share - reach, share + reach]
  },
  'clopper-pearson': (k, n, alpha) => [
    k === 0 ? 0 : betaQuantile(alpha / 2, k, n - k + 1),
    k === n ? 1 : 1 - betaQuantile(alpha / 2, n - k, k + 1),
  ],
  jeffreys: (k, n, alpha) => [betaQuantile(alpha / 2, k + 0.5, n - k + 0.5), 1 - betaQuantile(alpha / 2, n - k + 0.5, k + 0.5)],
  wald: (k, n, alpha) => {
    const share = k / n
    const reach = Math.abs(normalQuantile(alpha / 2)) * Math.sqrt((share * (1 - share)) / n)
    return [share - reach, share + reach]
  },
}
