/**
 * Ties a token to what it was given out for: 64 bits of FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo). It finds mistakes, such as a page token used with another tenant or
 * query, and any single character that differs; it is no signature, and need not be: whoever forges one learns nothing that the query itself would not tell.
 */
export function bindingTag(...parts: readonly string[]): string {
  // JSON keeps the parts apart whatever is in them.
  const text = JSON.stringify(parts)
  return hex(fnv1a(text, 0x811c9dc5)) + hex(fnv1a(text, 0x050c5d1f))
}

function fnv1a(text: string, basis: number): number {
  let hash = basis
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

function hex(hash: number): string {
  return hash.toString(16).padStart(8, '0')
}
