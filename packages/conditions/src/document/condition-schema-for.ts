import { z } from 'zod'
import type { Field, ScalarField } from '../fields/field.ts'
import { type Fields, fieldNamed, fieldNames } from '../fields/fields.ts'
import { compileTree } from '../predicate/compile-tree.ts'
import type { ConditionDocument, FieldCondition } from './condition-document.ts'
import { checkedFirst } from './condition-document-schema.ts'
import { conditionStructure } from './condition-structure.ts'
import { limits } from './limits.ts'

/**
 * A zod schema of the conditions over declared fields; it accepts exactly what `compileConditions` accepts.
 *
 * @param fields - The declared fields.
 * @returns The schema; its output is a new plain object.
 *
 * @example
 * ```ts
 * import { conditionSchemaFor, defineFields } from '@caseload/conditions'
 * import { parseInput } from '@caseload/core'
 *
 * const schema = conditionSchemaFor(defineFields({ plan: { type: 'enum', values: ['free', 'pro'] } }))
 * parseInput(schema, { field: 'plan', equals: 'pro' }).isOk() // => true
 * parseInput(schema, { field: 'plan', equals: 'gold' })._unsafeUnwrapErr().message // => 'equals: expected one of: free, pro'
 * ```
 */
export function conditionSchemaFor(fields: Fields): z.ZodType<ConditionDocument> {
  return checkedFirst((document) => compileTree(document, fields).issues, structureFor(fields))
}

/**
 * The JSON Schema (draft 2020-12) of the conditions over declared fields, for editors and other languages.
 *
 * It accepts everything that `compileConditions` accepts, and cannot say all that the compiler says: empty ranges and contradictions, one value written in two ways, days that do
 * not exist, 16 levels, 1,000 conditions and 10,000 values in all.
 *
 * @param fields - The declared fields.
 * @returns A new plain object.
 *
 * @example
 * ```ts
 * import { conditionJsonSchema, defineFields } from '@caseload/conditions'
 *
 * const schema = conditionJsonSchema(defineFields({ vip: { type: 'boolean' } }))
 * schema.$schema // => 'https://json-schema.org/draft/2020-12/schema'
 * ```
 */
export function conditionJsonSchema(fields: Fields): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(structureFor(fields))
}

function structureFor(fields: Fields): z.ZodType<ConditionDocument> {
  const names = fieldNames(fields)
  if (names.length === 0) return conditionStructure([])
  const groups = new Map<string, { readonly names: string[]; readonly field: Field }>()
  for (const name of names) {
    const field = fieldNamed(fields, name)
    if (field === null) continue
    const key = JSON.stringify(withoutNotes(field))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { names: [name], field })
    else group.names.push(name)
  }
  const tests = [...groups.values()].flatMap((group) => testsOf(z.enum(group.names), group.field))
  return conditionStructure([...tests, z.strictObject({ field: z.enum([...names]), missing: z.boolean() })])
}

/** Fields that differ in title only share their branches, which keeps the schema small. */
function withoutNotes(field: Field): unknown {
  if (field.type === 'set') return ['set', withoutNotes(field.of)]
  return field.type === 'enum' ? ['enum', field.ordered === true, field.values] : [field.type]
}

function testsOf(field: z.ZodType<string>, declared: Field): readonly z.ZodType<FieldCondition>[] {
  if (declared.type === 'set') {
    const members = listSchema(valueSchema(declared.of))
    return [
      z.strictObject({ field, anyOf: members }),
      z.strictObject({ field, allOf: members }),
      z.strictObject({ field, noneOf: members }),
    ]
  }
  const value = valueSchema(declared)
  const tests: z.ZodType<FieldCondition>[] = [
    z.strictObject({ field, equals: value }),
    z.strictObject({ field, in: listSchema(value) }),
  ]
  const bound = boundSchema(declared)
  if (bound !== null) {
    const limit = z.exactOptional(bound)
    tests.push(
      z.strictObject({ field, atLeast: limit, moreThan: limit, atMost: limit, lessThan: limit }).meta({ minProperties: 2 }),
    )
  }
  if (declared.type === 'text') tests.push(z.strictObject({ field, prefix: z.string().min(1).max(limits.text) }))
  if (declared.type === 'instant') {
    tests.push(z.strictObject({ field, within: duration, of: z.exactOptional(z.enum(['past', 'future', 'either'])) }))
  }
  return tests
}

const duration = z
  .string()
  .max(limits.duration)
  .regex(/^PT(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?$/)
const instant = z
  .string()
  .max(40)
  .regex(/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})$/)

function valueSchema(field: ScalarField): z.ZodType<string | number | boolean> {
  if (field.type === 'boolean') return z.boolean()
  return boundSchema(field) ?? (field.type === 'enum' ? z.enum([...field.values]) : z.string().max(limits.text))
}

/** What may bound a range of the field; null where it has no order. */
function boundSchema(field: ScalarField): z.ZodType<string | number> | null {
  switch (field.type) {
    case 'number':
      return z.number()
    case 'duration':
      return duration
    case 'instant':
      return instant
    case 'enum':
      return field.ordered === true ? z.enum([...field.values]) : null
    case 'text':
    case 'boolean':
      return null
  }
}

function listSchema<Value>(value: z.ZodType<Value>): z.ZodType<Value[]> {
  return z.array(value).min(1).max(limits.list).meta({ uniqueItems: true })
}
