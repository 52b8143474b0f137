import { isRecord } from '../transfer/is-record.ts'

/**
 * Whether a value is evidently built of nothing but JSON: scalars, arrays and object literals within a depth and roughly within a length. Where it says no, the
 * value may still be JSON (objects of another realm) and deserves a closer look. What its texts hold is not looked at.
 */
export function isPlainJson(value: unknown, depthLimit: number, lengthLimit: number): boolean {
  return unitsLeft(value, depthLimit, lengthLimit) >= 0
}

const noLeft = -1

function unitsLeft(value: unknown, depthLeft: number, budget: number): number {
  switch (typeof value) {
    case 'string':
      return budget - value.length
    case 'number':
      return Number.isFinite(value) ? budget - 1 : noLeft
    case 'boolean':
      return budget - 4
    case 'object':
      if (value === null) return budget - 4
      if (depthLeft === 0) return noLeft
      return Array.isArray(value) ? leftAfterItems(value, depthLeft, budget) : leftAfterMembers(value, depthLeft, budget)
    default:
      return noLeft
  }
}

function leftAfterItems(items: readonly unknown[], depthLeft: number, budget: number): number {
  // `JSON.stringify` would write what it gives instead.
  if ('toJSON' in items) return noLeft
  let left = budget
  for (let index = 0; index < items.length && left >= 0; index += 1) left = unitsLeft(items[index], depthLeft - 1, left)
  return left
}

function leftAfterMembers(object: object, depthLeft: number, budget: number): number {
  const prototype: unknown = Object.getPrototypeOf(object)
  if ((prototype !== null && prototype !== Object.prototype) || !isRecord(object)) return noLeft
  if (Object.getOwnPropertySymbols(object).length > 0) return noLeft
  let left = budget
  // Something that was added to every object of the realm comes up, too, and deserves a closer look.
  for (const name in object) {
    if (left < 0) return noLeft
    left = unitsLeft(object[name], depthLeft - 1, left - name.length)
  }
  return left
}
