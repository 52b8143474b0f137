import { stirlingError } from './log-gamma.ts'

/**
 * How likely a beta-distributed share is to be at most `x`: the regularised incomplete beta function I_x(a, b).
 *
 * Continued fraction evaluated by Lentz's method, on the side where it converges fast; its prefactor by the saddle-point form of
 * C. Loader (2000), so that large `a` and `b` keep their digits.
 *
 * @param x - The share; 0 at or below 0, 1 at or above 1.
 * @param a - First shape, above 0.
 * @param b - Second shape, above 0.
 * @returns The probability; NaN for a NaN or a shape that is not above 0.
 *
 * @example
 * ```ts
 * import { betaCdf } from '@caseload/statistics'
 *
 * betaCdf(0.5, 2, 2) // => 0.5
 * betaCdf(0.25, 1, 1).toFixed(12) // => '0.250000000000'
 * betaCdf(0.5, 0, 1) // => NaN
 * ```
 */
export function betaCdf(x: number, a: number, b: number): number {
  return betaTails(x, 1 - x, a, b).lower
}

/**
 * The share below which a beta distribution has probability `p`: the inverse of {@link betaCdf}.
 *
 * `p` lies between the probabilities of the doubles on either side of the answer. Near 1 those are far apart where `b` is small:
 * `betaQuantile(1 - p, b, a)` is how much is missing to 1, to full relative precision.
 *
 * @param p - The probability, from 0 to 1.
 * @param a - First shape, above 0.
 * @param b - Second shape, above 0.
 * @returns The share from 0 to 1; NaN for arguments outside their range.
 *
 * @example
 * ```ts
 * import { betaQuantile } from '@caseload/statistics'
 *
 * betaQuantile(0.975, 4, 7).toFixed(10) // => '0.6524528501'
 * betaQuantile(0, 4, 7) // => 0
 * betaQuantile(1.1, 4, 7) // => NaN
 * ```
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return Number.NaN
  if (p === 0 || p === 1) return p
  let low = 0
  let high = 1
  let x = a / (a + b)
  for (let round = 0; round < 300; round += 1) {
    const { lower, upper } = betaTails(x, 1 - x, a, b)
    const excess = p < 0.5 ? lower - p : 1 - p - upper
    if (excess === 0) return x
    if (excess > 0) high = x
    else low = x
    const slope = prefactor(x, 1 - x, a, b) / (x * (1 - x))
    const newton = x - excess / slope
    const next = newton > low && newton < high ? newton : halfway(low, high)
    if (Math.abs(next - x) <= 1e-16 * x || next === x) return next
    x = next
  }
  return x
}

/** Both tails, each to full relative precision. */
export function betaTails(x: number, y: number, a: number, b: number): { readonly lower: number; readonly upper: number } {
  if (Number.isNaN(x) || !(a > 0 && b > 0)) return { lower: Number.NaN, upper: Number.NaN }
  if (x <= 0) return { lower: 0, upper: 1 }
  if (y <= 0) return { lower: 1, upper: 0 }
  if (x === y && a === b) return { lower: 0.5, upper: 0.5 }
  const scale = prefactor(x, y, a, b)
  if (x < (a + 1) / (a + b + 2)) {
    const lower = Math.min(1, (scale * fraction(x, a, b)) / a)
    return { lower, upper: 1 - lower }
  }
  const upper = Math.min(1, (scale * fraction(y, b, a)) / b)
  return { lower: 1 - upper, upper }
}

/** x^a y^b / B(a, b). */
function prefactor(x: number, y: number, a: number, b: number): number {
  const n = a + b
  const exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y)
  return Math.exp(exponent) * Math.sqrt((a * b) / (2 * Math.PI * n))
}

/** k log(k / m) + m − k, without cancellation where k is near m. */
function deviance(k: number, m: number): number {
  const difference = k - m
  if (Math.abs(difference) >= 0.1 * (k + m)) return k * Math.log(k / m) + m - k
  const ratio = difference / (k + m)
  let sum = difference * ratio
  let term = 2 * k * ratio
  for (let order = 1; order < 1000; order += 1) {
    term *= ratio * ratio
    const next = sum + term / (2 * order + 1)
    if (next === sum) break
    sum = next
  }
  return sum
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let product = d
  for (let m = 1; m < 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    product *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    const factor = d * c
    product *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return product
}

/** Halves the exponent where the bracket spans many orders of magnitude, so that tiny quantiles are found in few rounds. */
function halfway(low: number, high: number): number {
  if (high < 1e-3 && low < high / 16) return Math.sqrt(Math.max(low, 1e-300)) * Math.sqrt(high)
  return (low + high) / 2
}
