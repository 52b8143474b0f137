import { z } from 'zod'
import type { MigrationDocument } from './migration-document.ts'

const name = z.string().regex(/^[a-z0-9-]{1,64}$/)

/**
 * What a {@link MigrationDocument} looks like. Whether its statuses are those of two workflows is for `compileMigration` to say.
 *
 * @example
 * ```ts
 * import { migrationDocumentSchema } from '@caseload/lifecycle'
 *
 * migrationDocumentSchema.safeParse({ schema: 1, statuses: { 'in-lab': 'waiting-for-lab' }, fallback: null }).success // => true
 * migrationDocumentSchema.safeParse({ schema: 1, statuses: { 'In the lab': 'waiting' }, fallback: null }).success // => false
 * ```
 */
export const migrationDocumentSchema: z.ZodType<MigrationDocument> = z.strictObject({
  schema: z.literal(1),
  statuses: z.record(name, name),
  fallback: name.nullable(),
})

/**
 * The JSON Schema of a {@link MigrationDocument}, for editors and other languages.
 *
 * @returns A schema of draft 2020-12, made anew at each call.
 *
 * @example
 * ```ts
 * import { migrationJsonSchema } from '@caseload/lifecycle'
 *
 * migrationJsonSchema().required // => ['schema', 'statuses', 'fallback']
 * ```
 */
export function migrationJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(migrationDocumentSchema)
}
