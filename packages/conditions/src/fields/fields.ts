import type { EnumField, Field, ScalarField, SetField } from './field.ts'

/**
 * The fields a policy may speak of, by name: the one declaration from which types, schemas and checks are derived.
 *
 * A name is 1 to 100 characters. `constructor`, `toString` and the like are names like any other; only `__proto__`, which no object literal can carry safely, never names a
 * field.
 */
export type Fields = Readonly<Record<string, Field>>

/** The type of one value of a field that is no set. */
export type ScalarFact<F extends ScalarField> = F['type'] extends 'number' | 'instant' | 'duration'
  ? number
  : F['type'] extends 'boolean'
    ? boolean
    : F extends EnumField
      ? F['values'][number]
      : string

/** The type of one field's value: the declared codes of an enum, milliseconds for instants and durations, an array for a set. */
export type FactOf<F extends Field> = F extends SetField
  ? readonly ScalarFact<F['of']>[]
  : F extends ScalarField
    ? ScalarFact<F>
    : never

/** Facts of fields that are known at run time only, such as the custom fields of a tenant; a value of the wrong type counts as missing. */
export type Facts = Readonly<Record<string, unknown>>

/**
 * The facts a declaration describes. Every one may be missing: absent, undefined and null mean the same. A declaration whose names the type does not know has {@link Facts}.
 */
export type FactsOf<F extends Fields> = string extends keyof F
  ? Facts
  : { readonly [Name in keyof F]?: FactOf<F[Name]> | null | undefined }

/**
 * Declares the fields of a policy's facts, keeping names and codes in the type.
 *
 * @param fields - The declaration: plain data. One that comes from outside goes through {@link fieldsSchema} first.
 * @returns The same value.
 *
 * @example
 * ```ts
 * import { defineFields, type FactsOf } from '@caseload/conditions'
 *
 * const fields = defineFields({
 *   priority: { type: 'enum', values: ['low', 'normal', 'high', 'urgent'], ordered: true },
 *   tags: { type: 'set', of: { type: 'text' } },
 * })
 * const facts: FactsOf<typeof fields> = { priority: 'high', tags: null }
 * Object.keys(fields) // => ['priority', 'tags']
 * facts.priority // => 'high'
 * ```
 */
export function defineFields<const F extends Fields>(fields: F): F {
  return fields
}

/** The declaration of a name, or null; never something inherited. */
export function fieldNamed(fields: Fields, name: string): Field | null {
  return name !== '__proto__' && Object.hasOwn(fields, name) ? (fields[name] ?? null) : null
}

/** Every declared name, sorted by UTF-16 code unit. */
export function fieldNames(fields: Fields): readonly string[] {
  return Object.keys(fields)
    .filter((name) => name !== '__proto__')
    .sort()
}
