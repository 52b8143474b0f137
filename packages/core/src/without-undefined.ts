const deepest = 32

/**
 * A value without the properties that are `undefined`, at any depth of plain objects and lists: the value itself where there are none.
 *
 * @param value - Anything; not mutated. What is deeper than 32 stays as it is, cycles too.
 */
export function withoutUndefined(value: unknown): unknown {
  return strip(value, deepest, new Map())
}

function strip(value: unknown, depthLeft: number, known: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null || depthLeft === 0) return value
  if (known.has(value)) return known.get(value)
  // A cycle meets itself here and stays as it is.
  known.set(value, value)
  const stripped = Array.isArray(value) ? stripList(value, depthLeft, known) : stripObject(value, depthLeft, known)
  known.set(value, stripped)
  return stripped
}

function stripList(list: readonly unknown[], depthLeft: number, known: Map<object, unknown>): unknown {
  let changed = false
  const items = list.map((item) => {
    const stripped = strip(item, depthLeft - 1, known)
    changed ||= stripped !== item
    return stripped
  })
  return changed ? items : list
}

function stripObject(value: object, depthLeft: number, known: Map<object, unknown>): unknown {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return value
  let changed = false
  const entries = Object.entries(value).flatMap(([name, given]): readonly (readonly [string, unknown])[] => {
    if (given === undefined) {
      changed = true
      return []
    }
    const stripped = strip(given, depthLeft - 1, known)
    changed ||= stripped !== given
    return [[name, stripped]]
  })
  return changed ? Object.fromEntries(entries) : value
}
