import type { Fields } from '@caseload/conditions'

/** The declared fields that a compiler was given beside its document: none where absent; null where what was given cannot be read as such. */
export function attributesOf(options: { readonly attributes?: Fields }): Fields | null {
  try {
    const given: unknown = options
    if (typeof given !== 'object' || given === null) return null
    const { attributes = {} } = options
    const own: unknown = attributes
    if (typeof own !== 'object' || own === null || Array.isArray(own)) return null
    return Object.values(attributes).every((field) => typeof field === 'object' && field !== null) ? attributes : null
  } catch {
    return null
  }
}
