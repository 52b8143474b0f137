/** The complementary error function, 1 − erf(x), with full relative precision in its tail. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x
  if (x < 0) return 2 - erfc(-x)
  if (x > 27.5) return 0
  return x < 1.5 ? 1 - erfSeries(x) : erfcFraction(x)
}

/** erf(x) = 2/√π e^(−x²) Σ 2ᵏ x^(2k+1) / (1·3·…·(2k+1)): all terms have one sign. */
function erfSeries(x: number): number {
  let term = x
  let sum = x
  for (let k = 1; term > sum * 1e-17; k += 1) {
    term *= (2 * x * x) / (2 * k + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}

/** erfc(x) = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))). */
function erfcFraction(x: number): number {
  let value = x
  let c = x
  let d = 0
  for (let k = 1; k < 1000; k += 1) {
    d = 1 / (x + (k / 2) * d)
    c = x + k / 2 / c
    const factor = c * d
    value *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / value
}
