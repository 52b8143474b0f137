import { z } from 'zod'

/** What becomes of those values of one field that do not fit its declaration any more. */
export interface FieldMigrationDocument {
  /**
   * Which value becomes which: what stands there as text, and a value of the type that is declared now: `{ fax: 'phone' }`, `{ one: 1, two: 2 }`; of a set, which member. Only for values that do not fit; what they become has to.
   */
  readonly values?: Readonly<Record<string, string | number | boolean>>
  /**
   * What becomes of the others: they stay as they are and are not read (`keep`, where absent), are cleared (`clear`; of a set only the members that do not fit), or, of a field that has become personal, go where personal values
   * are kept (`move`).
   */
  readonly otherwise?: 'keep' | 'clear' | 'move'
}

/** What becomes of values that do not fit a new declaration of a desk's own fields: plain JSON. */
export interface FieldsMigrationDocument {
  /** Version of this document's shape. */
  readonly schema: 1
  /** By name of the field, those that are declared no more among them; values of fields that are not named stay as they are. */
  readonly fields: Readonly<Record<string, FieldMigrationDocument>>
}

/** What a {@link FieldsMigrationDocument} looks like. */
export const fieldsMigrationDocumentSchema: z.ZodType<FieldsMigrationDocument> = z.strictObject({
  schema: z.literal(1),
  fields: z
    .record(
      z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/),
      z.strictObject({
        values: z.exactOptional(z.record(z.string().max(2000), z.union([z.string().min(1).max(2000), z.number(), z.boolean()]))),
        otherwise: z.exactOptional(z.enum(['keep', 'clear', 'move'])),
      }),
    )
    .refine((fields) => Object.keys(fields).length <= 400, 'at most 400 fields'),
})

/** The JSON Schema of a {@link FieldsMigrationDocument}, for editors. */
export function fieldsMigrationJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(fieldsMigrationDocumentSchema)
}
