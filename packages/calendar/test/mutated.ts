import fc from 'fast-check'

/** What stands in a place of a mutated document and should not. */
const strange = fc.oneof(
  fc.constantFrom<unknown>(null, 0, -1, 0.5, 1e300, Number.NaN, Number.POSITIVE_INFINITY, '', 'mon', '24:00-25:00', '02-29'),
  fc.constantFrom<unknown>([], {}, [[]], JSON.parse('{"__proto__":{"mon":["09:00-17:00"]}}'), 'P1D', 'PT0S', true),
  fc.jsonValue(),
)
const how = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('alike', 'alike', 'remove') },
  { weight: 1, arbitrary: fc.constantFrom('replace', 'add', 'swap') },
)

/**
 * The document with one to three of its places changed, left out, doubled or added to.
 *
 * @param alikes - Values of one sort each: one of them is often replaced by another.
 */
export function mutated(document: unknown, alikes: readonly (readonly unknown[])[]): fc.Arbitrary<unknown> {
  return fc
    .array(fc.tuple(fc.nat(100_000), how, strange), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce<unknown>((changed, change) => mutate(changed, alikes, ...change), structuredClone(document)))
}

function mutate(
  document: unknown,
  alikes: readonly (readonly unknown[])[],
  seed: number,
  change: string,
  value: unknown,
): unknown {
  const places = placesIn(document)
  const place = places[seed % Math.max(1, places.length)]
  if (place === undefined) return structuredClone(value)
  const { holder, name } = place
  if (change === 'alike') put(holder, name, alike(Reflect.get(holder, name), alikes, seed))
  else if (change === 'replace') put(holder, name, value)
  else if (change === 'remove') Reflect.deleteProperty(holder, name)
  else if (change === 'add') put(holder, ['extra', '__proto__', 'constructor', '0', 'union'][seed % 5] ?? 'extra', value)
  else {
    const other = places[(seed * 7 + 1) % places.length]
    if (other !== undefined) put(holder, name, Reflect.get(other.holder, other.name))
  }
  return document
}

/** A value of the same sort. */
function alike(value: unknown, alikes: readonly (readonly unknown[])[], seed: number): unknown {
  if (Array.isArray(value)) return seed % 2 === 0 ? [...value].slice(1) : [...value, ...[...value].slice(0, 1)]
  if (typeof value === 'number') return value + (seed % 5) - 2
  if (typeof value === 'boolean') return !value
  const others = alikes.find((list) => list.includes(value)) ?? [value]
  return others[seed % others.length]
}

/** Also under `__proto__`, as JSON.parse would. */
function put(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, {
    value: structuredClone(value),
    writable: true,
    enumerable: true,
    configurable: true,
  })
}

function placesIn(value: unknown): readonly { readonly holder: object; readonly name: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).flatMap((name) => [{ holder: value, name }, ...placesIn(Reflect.get(value, name))])
}
