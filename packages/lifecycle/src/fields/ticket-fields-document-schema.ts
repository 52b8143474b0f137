import { conditionDocumentSchema } from '@caseload/conditions'
import { z } from 'zod'
import type { TicketFieldDocument, TicketFieldsDocument } from './ticket-fields-document.ts'

const rules = {
  title: z.exactOptional(z.string().min(1).max(200)),
  personal: z.boolean(),
  requiredWhen: z.exactOptional(conditionDocumentSchema),
  question: z.exactOptional(z.string().min(1).max(500)),
  indexed: z.exactOptional(z.boolean()),
  carried: z.exactOptional(
    z
      .array(z.enum(['split', 'follow-up']))
      .max(2)
      .refine((ways) => new Set(ways).size === ways.length, 'each once')
      .meta({ uniqueItems: true }),
  ),
}

const choices = z
  .array(z.string().regex(/^[^@\p{C}]{1,200}$/u))
  .min(1)
  .max(1000)
  .refine((values) => new Set(values).size === values.length, 'each code once')
  .meta({ uniqueItems: true })

const field: z.ZodType<TicketFieldDocument> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), ...rules }),
  z.strictObject({ type: z.literal('number'), ...rules }),
  z.strictObject({ type: z.literal('instant'), ...rules }),
  z.strictObject({ type: z.literal('duration'), ...rules }),
  z.strictObject({ type: z.literal('boolean'), ...rules }),
  z.strictObject({ type: z.literal('enum'), values: choices, ordered: z.exactOptional(z.boolean()), ...rules }),
  z.strictObject({
    type: z.literal('set'),
    of: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('text') }),
      z.strictObject({ type: z.literal('enum'), values: choices }),
    ]),
    ...rules,
  }),
])

/**
 * What a {@link TicketFieldsDocument} looks like.
 *
 * @example
 * ```ts
 * import { ticketFieldsDocumentSchema } from '@caseload/lifecycle'
 *
 * ticketFieldsDocumentSchema.safeParse({ device: { type: 'text', personal: false } }).success // => true
 * ticketFieldsDocumentSchema.safeParse({ device: { type: 'text' } }).success // => false
 * ```
 */
export const ticketFieldsDocumentSchema: z.ZodType<TicketFieldsDocument> = z.preprocess(
  (value, context) => {
    // A record schema would leave this one name out in silence.
    if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__')) {
      context.addIssue({ code: 'custom', path: ['__proto__'], message: 'another name' })
      return z.NEVER
    }
    return value
  },
  z
    .record(z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/), field)
    .refine((fields) => Object.keys(fields).length <= 200, 'at most 200 fields'),
)

/** The JSON Schema of a {@link TicketFieldsDocument}, for editors. */
export function ticketFieldsJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(ticketFieldsDocumentSchema)
}
