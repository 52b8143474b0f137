import type { AttributeValue } from '@caseload/lifecycle'

/** Most characters of a text that an index holds: within what a store takes in four bytes each, with the field's name. */
const kept = 100

/** The beginning of a text, as far as an index holds it. */
export function indexedText(text: string): string {
  return [...text].slice(0, kept).join('')
}

/**
 * A value of one of the desk's own fields as a store compares it: numbers in an order that is theirs, byte by byte; texts by their beginning; a set by being there.
 *
 * @param value - The value.
 *
 * @example
 * ```ts
 * import { fieldText } from '@caseload/planner'
 *
 * fieldText(-1.5) < fieldText(0) // => true
 * fieldText(9) < fieldText(10) // => true
 * fieldText('laptop') // => 'laptop'
 * ```
 */
export function fieldText(value: Exclude<AttributeValue, null>): string {
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'string') return indexedText(value)
  return typeof value === 'boolean' ? String(value) : 'set'
}

/** The bits of a number, turned so that greater numbers are greater texts: 16 hexadecimal digits. */
function numberText(value: number): string {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value === 0 ? 0 : value)
  const bits = view.getBigUint64(0)
  const sign = 0x8000_0000_0000_0000n
  const ordered = bits >= sign ? bits ^ 0xffff_ffff_ffff_ffffn : bits | sign
  return ordered.toString(16).padStart(16, '0')
}
