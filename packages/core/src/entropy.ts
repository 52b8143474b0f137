/**
 * Where chance comes from: sampling, jitter, simulation. A function that needs chance takes one of these, so that the same
 * seed gives the same answer.
 */
export interface Entropy {
  /** The next number, uniform in [0, 1). */
  next(): number
}

/**
 * A repeatable source of chance for sampling, resampling, simulation and tests. Not for secrets.
 *
 * Generator: sfc32 (Chris Doty-Humphrey, PractRand), 128 bits of state, seeded by splitmix32 over the seed's UTF-16 units.
 *
 * @param seed - Any text or number; the same seed gives the same sequence on every platform.
 *
 * @example
 * ```ts
 * import { seededEntropy } from '@caseload/core'
 *
 * const a = seededEntropy('survey-2026-11')
 * const b = seededEntropy('survey-2026-11')
 * a.next() === b.next() // => true
 * seededEntropy(1).next() === seededEntropy(2).next() // => false
 * ```
 */
export function seededEntropy(seed: string | number): Entropy {
  let mix = 0x9e3779b9
  const text = String(seed)
  for (let index = 0; index < text.length; index += 1) mix = splitmix32(mix ^ text.charCodeAt(index))
  let a = splitmix32(mix)
  let b = splitmix32(a)
  let c = splitmix32(b)
  let counter = 1
  const step = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let round = 0; round < 12; round += 1) step()
  return { next: () => (step() * 2 ** 21 + (step() >>> 11)) / 2 ** 53 }
}

function splitmix32(state: number): number {
  let z = (state + 0x9e3779b9) | 0
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
  return z ^ (z >>> 15)
}
