import { z } from 'zod'
import type { Field, ScalarField } from './field.ts'
import { type FactsOf, type Fields, fieldNamed, fieldNames } from './fields.ts'
import { isValueOf, ownValue } from './read-fact.ts'

/**
 * A zod schema of the facts a declaration describes, for the edge where facts come from outside.
 *
 * It is stricter than a predicate: where a predicate takes a fact of the wrong type for missing, this names it. Absent, undefined and null are accepted for every field; an
 * undeclared name, a getter and a class instance are refused. Sets have at most 10,000 members.
 *
 * @param fields - The declared fields.
 * @returns The schema; its output is a new object with the same facts.
 *
 * @example
 * ```ts
 * import { defineFields, factsSchema } from '@caseload/conditions'
 * import { parseInput } from '@caseload/core'
 *
 * const schema = factsSchema(defineFields({ vip: { type: 'boolean' }, age: { type: 'duration' } }))
 * parseInput(schema, { vip: true, age: null })._unsafeUnwrap() // => { vip: true, age: null }
 * parseInput(schema, { age: -1, size: 3 })._unsafeUnwrapErr().issues.map((issue) => issue.path) // => ['age', 'size']
 * ```
 */
export function factsSchema<F extends Fields>(fields: F): z.ZodType<FactsOf<F>> {
  const isFacts = (value: unknown): value is FactsOf<F> =>
    typeof value === 'object' &&
    value !== null &&
    fieldNames(fields).every((name) => {
      const field = fieldNamed(fields, name)
      return field !== null && isFactOf(ownValue(value, name), field)
    })
  return z.preprocess(ownFacts, factsStructure(fields)).refine(isFacts, {
    error: 'facts of the declared fields',
    when: ({ issues }) => issues.length === 0,
  })
}

/**
 * The JSON Schema (draft 2020-12) of the facts a declaration describes; what {@link factsSchema} accepts, as data for editors and other languages.
 *
 * @param fields - The declared fields.
 * @returns A new plain object.
 *
 * @example
 * ```ts
 * import { defineFields, factsJsonSchema } from '@caseload/conditions'
 *
 * const schema = factsJsonSchema(defineFields({ vip: { type: 'boolean', title: 'Important customer' } }))
 * schema.properties?.['vip'] // => { title: 'Important customer', type: ['boolean', 'null'] }
 * schema.additionalProperties // => false
 * ```
 */
export function factsJsonSchema(fields: Fields): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(factsStructure(fields))
}

function factsStructure(fields: Fields) {
  const shape: Record<string, z.ZodType> = {}
  for (const name of fieldNames(fields)) {
    const field = fieldNamed(fields, name)
    if (field === null) continue
    const fact = z.nullish(field.type === 'set' ? z.array(scalarSchema(field.of)).max(10_000) : scalarSchema(field))
    shape[name] = field.title === undefined ? fact : fact.meta({ title: field.title })
  }
  return z.strictObject(shape)
}

function scalarSchema(field: ScalarField): z.ZodType {
  switch (field.type) {
    case 'text':
      return z.string()
    case 'enum':
      return z.enum([...field.values])
    case 'boolean':
      return z.boolean()
    case 'number':
      return z.number()
    case 'duration':
      return z.number().min(0)
    case 'instant':
      return z.int().min(-8.64e15).max(8.64e15)
  }
}

/** Copies own data properties to an object without a prototype, since an object schema would find `constructor` on every object. */
function ownFacts(value: unknown, context: z.core.$RefinementCtx): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    context.addIssue({ code: 'custom', message: 'a plain object' })
    return z.NEVER
  }
  const facts: Record<string, unknown> = Object.create(null)
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    if (property.enumerable !== true) continue
    if ('value' in property) facts[name] = property.value
    else context.addIssue({ code: 'custom', path: [name], message: 'a plain value' })
  }
  return facts
}

function isFactOf(value: unknown, field: Field): boolean {
  if (value === undefined || value === null) return true
  if (field.type !== 'set') return isValueOf(value, field)
  return Array.isArray(value) && value.every((member) => isValueOf(member, field.of))
}
