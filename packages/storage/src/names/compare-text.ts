/**
 * The order of text in every store: by code point, which is the order of the bytes of UTF-8.
 *
 * JavaScript's own order is by UTF-16 unit and puts characters beyond U+FFFF before U+E000.
 *
 * @param a - One text, without lone surrogates.
 * @param b - Another.
 * @returns Negative, zero or positive.
 *
 * @example
 * ```ts
 * import { compareText } from '@caseload/storage'
 *
 * ['é', 'Z', 'a', 'B'].sort(compareText) // => ['B', 'Z', 'a', 'é']
 * compareText('\u{1F600}', '\uFF5E') > 0 // => true
 * ```
 */
export function compareText(a: string, b: string): number {
  const shared = Math.min(a.length, b.length)
  for (let index = 0; index < shared; index += 1) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return codePointRank(left) - codePointRank(right)
  }
  return a.length - b.length
}

/** Surrogates stand for code points above every other unit. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
