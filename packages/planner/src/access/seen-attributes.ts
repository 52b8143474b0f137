import type { Hidden } from '@caseload/access'
import type { Attributes, AttributeValue } from '@caseload/lifecycle'

/** Values of the desk's own fields as somebody sees them: what is hidden stands there by name, whether or not there is a value. */
export type SeenAttributes = Readonly<Record<string, AttributeValue | Hidden>>

const prefix = 'attributes.'

/** The name of one of the desk's own fields, as rules name it (`attributes.serial`); null for any other field. */
export function ownFieldOf(field: string): string | null {
  return field.startsWith(prefix) ? field.slice(prefix.length) : null
}

/**
 * Values of own fields with those that are hidden one by one in their place.
 *
 * @param attributes - The values; not mutated.
 * @param hidden - What is hidden, by field as rules name it.
 */
export function seenAttributes(attributes: Attributes, hidden: ReadonlyMap<string, Hidden>): SeenAttributes {
  const marks = [...hidden].flatMap(([field, mark]) => {
    const own = ownFieldOf(field)
    return own === null ? [] : [[own, mark] as const]
  })
  return marks.length === 0 ? attributes : { ...attributes, ...Object.fromEntries(marks) }
}
