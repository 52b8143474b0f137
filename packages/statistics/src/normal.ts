import { erfc } from './error-function.ts'

/**
 * How likely a standard normal variable is to be at most `z`.
 *
 * @param z - Any number; −Infinity gives 0, Infinity 1.
 * @returns The probability, with full relative precision in the lower tail; NaN for NaN.
 *
 * @example
 * ```ts
 * import { normalCdf } from '@caseload/statistics'
 *
 * normalCdf(0) // => 0.5
 * normalCdf(-1.96).toFixed(9) // => '0.024997895'
 * normalCdf(-Infinity) // => 0
 * ```
 */
export function normalCdf(z: number): number {
  return erfc(-z / Math.SQRT2) / 2
}

/**
 * The value below which a standard normal variable lies with probability `p`: the inverse of {@link normalCdf}.
 *
 * Rational approximations of M. J. Wichura, algorithm AS 241 (1988), about 16 digits.
 *
 * @param p - The probability, from 0 (−Infinity) to 1 (Infinity).
 * @returns The quantile; NaN for a `p` outside 0 to 1.
 *
 * @example
 * ```ts
 * import { normalQuantile } from '@caseload/statistics'
 *
 * normalQuantile(0.975).toFixed(12) // => '1.959963984540'
 * normalQuantile(0.5) // => 0
 * normalQuantile(2) // => NaN
 * ```
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(central.above, r)) / polynomial(central.below, r)
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  const { above, below, from } = r <= 5 ? middle : far
  const value = polynomial(above, r - from) / polynomial(below, r - from)
  return q < 0 ? -value : value
}

const central = {
  above: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  below: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
    5226.495278852854,
  ],
} as const

const middle = {
  from: 1.6,
  above: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
    0.022723844989269184, 0.0007745450142783414,
  ],
  below: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457, 0.0005475938084995345,
    1.0507500716444169e-9,
  ],
} as const

const far = {
  from: 5,
  above: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
    2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  below: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
} as const

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0)
}
