import type { ScalarField, SetField } from './field.ts'

/** One declared field. */
export type Field = ScalarField | SetField

/** The fields a policy may speak of, by name: the one declaration from which types, schemas and checks are derived. */
export type Fields = Readonly<Record<string, Field>>

type ScalarFact<F extends ScalarField> = F extends { readonly type: 'number' | 'instant' | 'duration' }
  ? number
  : F extends { readonly type: 'boolean' }
    ? boolean
    : F extends { readonly type: 'enum'; readonly values: readonly (infer Value)[] }
      ? Value
      : string

/** The type of one field's value. */
export type FactOf<F extends Field> = F extends SetField ? readonly ScalarFact<F['of']>[] : F extends ScalarField ? ScalarFact<F> : never

/** The facts a declaration describes; absent and null both mean "missing". */
export type FactsOf<F extends Fields> = { readonly [Name in keyof F]?: FactOf<F[Name]> | null | undefined }

/** Facts of any declaration, as a compiled predicate reads them: own data properties only, anything of the wrong type is missing. */
export type Facts = Readonly<Record<string, unknown>>

/**
 * Declares the fields of a policy's facts, keeping names and codes in the type.
 *
 * @param fields - The declaration; plain data.
 * @returns The same value.
 *
 * @example
 * ```ts
 * import { defineFields } from '@caseload/conditions'
 *
 * const fields = defineFields({ plan: { type: 'enum', values: ['free', 'pro'] }, tags: { type: 'set', of: { type: 'text' } } })
 * Object.keys(fields) // => ['plan', 'tags']
 * ```
 */
export function defineFields<const F extends Fields>(fields: F): F {
  return fields
}
