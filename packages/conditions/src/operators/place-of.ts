import type { Field } from '../fields/field.ts'

/** Where a value stands among the field's values: itself for numbers, its index for an ordered enum, NaN for what is no value; null where the field has no order. */
export function placeOf(field: Field): ((value: unknown) => number) | null {
  if (field.type === 'number' || field.type === 'instant' || field.type === 'duration') {
    return (value) => (typeof value === 'number' ? value : Number.NaN)
  }
  if (field.type !== 'enum' || field.ordered !== true) return null
  const places = new Map<unknown, number>(field.values.map((value, index) => [value, index]))
  return (value) => places.get(value) ?? Number.NaN
}
