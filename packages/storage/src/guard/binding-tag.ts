/**
 * Ties a token to what it was given out for: 62 bits of FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo). It finds mistakes, such as a page token used with another tenant or
 * query, and any single character that differs; it is no signature, and need not be: whoever forges one learns nothing that the query itself would not tell.
 */
export function bindingTag(...parts: readonly string[]): string {
  let left = 0x811c9dc5
  let right = 0x050c5d1f
  for (const part of parts) {
    // Its length keeps a part apart from the next, whatever is in them.
    left = mix(left, part.length)
    right = mix(right, part.length)
    for (let index = 0; index < part.length; index += 1) {
      const unit = part.charCodeAt(index)
      left = mix(left, unit)
      right = mix(right, unit)
    }
  }
  return `${digits(left)}_${digits(right)}`
}

function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}

/** Engines write whole numbers below 2^31 many times faster than any others, or than hexadecimal. */
function digits(hash: number): string {
  return String(hash & 0x7fffffff)
}
