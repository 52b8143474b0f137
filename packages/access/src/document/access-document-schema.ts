import { conditionDocumentSchema } from '@caseload/conditions'
import { actorKinds } from '@caseload/core'
import { z } from 'zod'
import type { AccessDocument, FieldRuleDocument, GrantDocument, RoleDocument } from './access-document.ts'

const name = z.string().regex(/^[a-z0-9-]{1,64}$/)
const title = z.string().min(1).max(200)
const names = z.array(name).min(1).max(200)
const kinds = z.array(z.enum(actorKinds)).min(1).max(actorKinds.length)
const optional = z.exactOptional

const role: z.ZodType<RoleDocument> = z.strictObject({
  id: name,
  title,
  heldBy: optional(kinds),
  givenTo: optional(kinds),
  includes: optional(names),
})

const grant: z.ZodType<GrantDocument> = z.strictObject({
  id: name,
  effect: optional(z.enum(['allow', 'deny'])),
  roles: names,
  actions: z
    .array(z.string().regex(/^(?:\*|[a-z0-9-]{1,64}\/(?:\*|[a-z0-9-]{1,64}))$/))
    .min(1)
    .max(500),
  as: optional(names),
  when: optional(conditionDocumentSchema),
})

const fieldRule: z.ZodType<FieldRuleDocument> = z.strictObject({
  resource: name,
  fields: z.array(z.string().min(1).max(100)).min(1).max(500),
  visibleTo: names,
  reason: name,
  protected: optional(z.boolean()),
  settableBy: optional(names),
})

/**
 * What an {@link AccessDocument} looks like, for embedding in a schema of your own. Whether it makes sense is for `compileAccess` to say.
 *
 * @example
 * ```ts
 * import { accessDocumentSchema, standardAccess } from '@caseload/access'
 *
 * accessDocumentSchema.safeParse(standardAccess).success // => true
 * ```
 */
export const accessDocumentSchema: z.ZodType<AccessDocument> = z.strictObject({
  schema: z.literal(1),
  id: name,
  version: z.int().min(1),
  title,
  roles: z.array(role).min(1).max(200),
  grants: z.array(grant).max(1000),
  fields: z.array(fieldRule).max(500),
})

/**
 * The JSON Schema of an {@link AccessDocument}, for editors and other languages.
 *
 * @returns A schema of draft 2020-12, made anew at each call.
 *
 * @example
 * ```ts
 * import { accessJsonSchema } from '@caseload/access'
 *
 * accessJsonSchema().required // => ['schema', 'id', 'version', 'title', 'roles', 'grants', 'fields']
 * ```
 */
export function accessJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(accessDocumentSchema)
}
