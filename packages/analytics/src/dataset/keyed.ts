/** A record of values by their names; both lists have the same length and each name stands once. */
export function keyed<Name extends string, Value>(
  names: readonly Name[],
  values: readonly Value[],
): Readonly<Record<Name, Value>> {
  const record = Object.fromEntries(names.flatMap((name, place) => values.slice(place, place + 1).map((value) => [name, value])))
  if (hasAll<Name, Value>(record, names)) return record
  throw new TypeError('a value has no name')
}

function hasAll<Name extends string, Value>(
  record: Readonly<Record<string, Value>>,
  names: readonly Name[],
): record is Readonly<Record<Name, Value>> {
  return names.every((name) => Object.hasOwn(record, name))
}
