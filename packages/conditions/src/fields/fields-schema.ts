import { z } from 'zod'
import type { ScalarField } from './field.ts'
import type { Fields } from './fields.ts'

const notes = { title: z.exactOptional(z.string().min(1).max(200)), personal: z.exactOptional(z.boolean()) }

const scalarField: z.ZodType<ScalarField> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), ...notes }),
  z.strictObject({ type: z.literal('number'), ...notes }),
  z.strictObject({ type: z.literal('instant'), ...notes }),
  z.strictObject({ type: z.literal('duration'), ...notes }),
  z.strictObject({ type: z.literal('boolean'), ...notes }),
  z.strictObject({
    type: z.literal('enum'),
    values: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(1000)
      .refine((values) => new Set(values).size === values.length, 'each code once')
      .meta({ uniqueItems: true }),
    ordered: z.exactOptional(z.boolean()),
    ...notes,
  }),
])

const field = z.union([scalarField, z.strictObject({ type: z.literal('set'), of: scalarField, ...notes })])

/**
 * The shape of a field declaration that comes from outside, such as the custom fields of a tenant: for use alone or within another document's schema.
 *
 * Names have 1 to 100 characters and are not `__proto__`; an enum has 1 to 1,000 codes, each once; sets do not nest.
 *
 * @example
 * ```ts
 * import { fieldsSchema } from '@caseload/conditions'
 *
 * fieldsSchema.safeParse({ floor: { type: 'number', title: 'Floor' } }).success // => true
 * fieldsSchema.safeParse({ plan: { type: 'enum', values: [] } }).success // => false
 * fieldsSchema.safeParse(JSON.parse('{ "__proto__": { "type": "text" } }')).success // => false
 * ```
 */
export const fieldsSchema: z.ZodType<Fields> = z.preprocess(
  (value, context) => {
    // A record schema would leave this one name out in silence.
    if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__')) {
      context.addIssue({ code: 'custom', path: ['__proto__'], message: 'another name' })
      return z.NEVER
    }
    return value
  },
  z.record(z.string().min(1).max(100), field),
)
