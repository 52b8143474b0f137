/** A value whose index is known to be inside; reaching outside is a programming mistake of this package. */
export function valueAt(values: Float64Array, index: number): number {
  const value = values[index]
  if (value === undefined) throw new RangeError(`no value ${index} among ${values.length}`)
  return value
}
