import type { Hidden } from '@caseload/access'
import type { Attributes, AttributeValue } from '@caseload/lifecycle'
import { type HiddenFields, hiddenParts } from './hidden-parts.ts'

/** Values of the desk's own fields as somebody sees them: what is hidden stands there by name, whether or not there is a value. */
export type SeenAttributes = Readonly<Record<string, AttributeValue | Hidden>>

/**
 * Values of own fields with those that are hidden one by one in their place.
 *
 * @param attributes - The values; not mutated.
 * @param hidden - What is hidden, by field as rules name it.
 */
export function seenAttributes(attributes: Attributes, hidden: HiddenFields): SeenAttributes {
  const { ownFields, hidesOwnFields } = hiddenParts(hidden)
  return hidesOwnFields ? { ...attributes, ...ownFields } : attributes
}
