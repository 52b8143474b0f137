import { conditionDocumentSchema } from '@caseload/conditions'
import { z } from 'zod'
import type { IntakeDocument, IntakeRuleDocument, SameRequesterDocument } from './intake-document.ts'

const name = z.string().regex(/^[a-z0-9-]{1,64}$/)
const optional = z.exactOptional

const rule: z.ZodType<IntakeRuleDocument> = z.strictObject({
  id: name,
  when: conditionDocumentSchema,
  reason: name,
})

const sameRequester: z.ZodType<SameRequesterDocument> = z.strictObject({
  id: name,
  when: optional(conditionDocumentSchema),
  within: z.string().min(3).max(40),
  alike: optional(z.array(z.enum(['channel', 'kind', 'topic'])).max(3)),
})

/**
 * What an {@link IntakeDocument} looks like, for embedding in a schema of your own. Whether it makes sense is for `compileIntake` to say.
 *
 * @example
 * ```ts
 * import { intakeDocumentSchema, standardIntake } from '@caseload/lifecycle'
 *
 * intakeDocumentSchema.safeParse(standardIntake).success // => true
 * ```
 */
export const intakeDocumentSchema: z.ZodType<IntakeDocument> = z.strictObject({
  schema: z.literal(1),
  id: name,
  version: z.int().min(1),
  title: optional(z.string().min(1).max(200)),
  numbersFrom: z.enum(['requester', 'anybody']),
  sameRequester: z.array(sameRequester).max(100),
  notARequest: z.array(rule).max(200),
  answeredAtOnce: z.array(rule).max(200),
})

/**
 * The JSON Schema of an {@link IntakeDocument}, for editors.
 *
 * @example
 * ```ts
 * import { intakeJsonSchema } from '@caseload/lifecycle'
 *
 * intakeJsonSchema().type // => 'object'
 * ```
 */
export function intakeJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(intakeDocumentSchema)
}
