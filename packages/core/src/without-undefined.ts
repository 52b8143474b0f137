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
  const items: unknown[] = []
  // Not by `map`, which asks the list itself what to make.
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index]
    const stripped = strip(item, depthLeft - 1, known)
    changed ||= stripped !== item
    items.push(stripped)
  }
  return changed ? items : list
}

function stripObject(value: object, depthLeft: number, known: Map<object, unknown>): unknown {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return value
  let changed = false
  const entries: (readonly [string, unknown])[] = []
  for (const name of Object.keys(value)) {
    const property = Object.getOwnPropertyDescriptor(value, name)
    // What a getter gives is not asked for: whoever wants the value refuses it, by its name.
    if (property === undefined || !('value' in property)) return value
    const given: unknown = property.value
    const stripped = given === undefined ? undefined : strip(given, depthLeft - 1, known)
    changed ||= given === undefined || stripped !== given
    if (given !== undefined) entries.push([name, stripped])
  }
  return changed ? Object.fromEntries(entries) : value
}
