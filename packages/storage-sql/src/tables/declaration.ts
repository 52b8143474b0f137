import type { KindSpec } from '@caseload/storage'

/** What decides about the columns and look-up values of a document that is written: a declaration of its kind, reduced to that. */
export interface Declaration {
  /** Names of its fields. */
  readonly fields: readonly string[]
  /** Names of its look-up values, and whether they are unique. */
  readonly keys: Readonly<Record<string, boolean>>
}

/** What a document that was written by an earlier declaration has not, or not where it is looked for. */
export interface Lack {
  /** Fields without a value. */
  readonly fields: readonly string[]
  /** Look-up names that were unique and are shared now, or the other way round. */
  readonly keys: readonly string[]
}

/** A kind's declaration, in the order of names. */
export function declarationOf({ fields, keys = {} }: KindSpec): Declaration {
  const names = Object.keys(keys).sort()
  return {
    fields: Object.keys(fields).sort(),
    keys: Object.fromEntries(names.map((name) => [name, keys[name]?.unique === true])),
  }
}

/** What a document lacks for one declaration that was written by another. */
export function lackOf(written: Declaration | undefined, wanted: Declaration): Lack {
  return {
    fields: wanted.fields.filter((name) => written?.fields.includes(name) !== true),
    keys: Object.entries(wanted.keys)
      .filter(([name, unique]) => written !== undefined && Object.hasOwn(written.keys, name) && written.keys[name] !== unique)
      .map(([name]) => name),
  }
}

/**
 * The number of a declaration among those a kind has had: documents with it or a higher one lack nothing. Null: it needs a new number, since it is new, or since a later one lacks something
 * of it.
 */
export function numberOf(declarations: readonly Declaration[], wanted: Declaration): number | null {
  const number = declarations.findLastIndex((each) => JSON.stringify(each) === JSON.stringify(wanted))
  if (number === -1 || declarations.slice(number).some((later) => lacksAny(lackOf(later, wanted)))) return null
  return number
}

/** Whether there is anything. */
export function lacksAny({ fields, keys }: Lack): boolean {
  return fields.length + keys.length > 0
}
