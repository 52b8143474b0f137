import { z } from 'zod'
import type { ConditionDocument, FieldCondition } from './condition-document.ts'
import { inOrder, type PlacedIssue } from './condition-issue.ts'
import { conditionStructure } from './condition-structure.ts'
import { limits } from './limits.ts'
import { readDocument } from './read-document.ts'

const text = z.string().max(limits.text)
const value = z.union([text, z.number(), z.boolean()])
const values = z.array(value).min(1).max(limits.list).meta({ uniqueItems: true })
const field = z.string().min(1).max(limits.name)
const bound = z.exactOptional(z.union([text, z.number()]))

const tests: readonly z.ZodType<FieldCondition>[] = [
  z.strictObject({ field, equals: value }),
  z.strictObject({ field, in: values }),
  z.strictObject({ field, atLeast: bound, moreThan: bound, atMost: bound, lessThan: bound }).meta({ minProperties: 2 }),
  z.strictObject({ field, anyOf: values }),
  z.strictObject({ field, allOf: values }),
  z.strictObject({ field, noneOf: values }),
  z.strictObject({ field, prefix: text.min(1) }),
  z.strictObject({ field, missing: z.boolean() }),
  z.strictObject({
    field,
    within: z.string().min(1).max(limits.duration),
    of: z.exactOptional(z.enum(['past', 'future', 'either'])),
  }),
]

/**
 * The shape of a condition, whatever fields it speaks of: for embedding in the schema of another policy document, whose compiler then calls `compileConditions` with the
 * fields.
 *
 * Issues stand at the path where they are, not at the branches of a union. Depth and size are limited as by {@link ConditionDocument}; cycles, getters and class instances are
 * refused. The output is a new plain object.
 *
 * @example
 * ```ts
 * import { conditionDocumentSchema } from '@caseload/conditions'
 * import { parseInput } from '@caseload/core'
 * import { z } from 'zod'
 *
 * const ruleSchema = z.strictObject({ when: conditionDocumentSchema })
 * parseInput(ruleSchema, { when: { field: 'plan', equals: 'pro' } }).isOk() // => true
 * parseInput(ruleSchema, { when: { all: [{ field: 'plan', like: 'pro' }] } })._unsafeUnwrapErr().issues[0]?.path // => 'when.all[0]'
 * ```
 */
export const conditionDocumentSchema: z.ZodType<ConditionDocument> = checkedFirst(
  (document) => readDocument(document).issues,
  conditionStructure(tests),
)

/** Puts a check with exact paths before a schema, so that the schema only meets what it will accept; its JSON Schema stays the schema's. */
export function checkedFirst(
  check: (document: unknown) => readonly PlacedIssue[],
  structure: z.ZodType<ConditionDocument>,
): z.ZodType<ConditionDocument> {
  return z.preprocess((document, context) => {
    const issues = inOrder(check(document))
    for (const { at, issue } of issues) context.addIssue({ code: 'custom', path: [...at], message: issue.expected })
    return issues.length === 0 ? document : z.NEVER
  }, structure)
}
