import type { ScalarField } from '@caseload/conditions'
import { isId } from '@caseload/core'
import { z } from 'zod'
import type { CatalogueDocument, NeededDataDocument, RequestKindDocument, ServiceAreaDocument } from './catalogue-document.ts'

const name = z.string().regex(/^[a-z0-9-]{1,64}$/)
const title = z.string().min(1).max(200)
const text = z.string().min(1).max(1000)
const codes = z.array(name).min(1).max(200)
const optional = z.exactOptional
const idOf = (prefix: 'team' | 'agt') =>
  z
    .string()
    .refine((value) => isId(prefix, value), { error: `an id such as ${prefix}_1` })
    .nullable()

const notes = { title: optional(z.string().min(1).max(200)), personal: optional(z.boolean()) }
const answer: z.ZodType<ScalarField> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['text', 'number', 'instant', 'duration', 'boolean']), ...notes }),
  z.strictObject({
    type: z.literal('enum'),
    values: z.array(z.string().min(1).max(200)).min(1).max(1000),
    ordered: optional(z.boolean()),
    ...notes,
  }),
])

const need: z.ZodType<NeededDataDocument> = z.strictObject({
  field: z.string().min(1).max(100),
  question: text,
  neededBy: z.enum(['opening', 'resolving', 'closing']),
  answer: optional(answer),
})

const kind: z.ZodType<RequestKindDocument> = z.strictObject({
  id: name,
  title,
  definition: text,
  examples: z.array(text).min(1).max(50),
  counterExample: z.strictObject({ text, insteadOf: name }),
  needs: z.array(need).max(100),
  channels: optional(codes),
  workflow: optional(name),
  resolutionCodes: optional(codes),
})

const area: z.ZodType<ServiceAreaDocument> = z.strictObject({
  id: name,
  title,
  purpose: text,
  kinds: z.array(name).min(1).max(200),
  teamId: idOf('team'),
  ownerId: idOf('agt'),
  workflow: optional(name),
})

const areas = z.array(area).max(200)

/**
 * What a {@link CatalogueDocument} looks like, for embedding in a schema of your own. Whether it makes sense is for `compileCatalogue` to say.
 *
 * @example
 * ```ts
 * import { catalogueDocumentSchema, standardCatalogue } from '@caseload/lifecycle'
 *
 * catalogueDocumentSchema.safeParse(standardCatalogue).success // => true
 * ```
 */
export const catalogueDocumentSchema: z.ZodType<CatalogueDocument> = z.strictObject({
  schema: z.literal(1),
  id: name,
  version: z.int().min(1),
  title,
  kinds: z.array(kind).min(1).max(500),
  areas,
})

/**
 * The JSON Schema of a {@link CatalogueDocument}, for editors and other languages. It cannot say that names are there and each stands once: `compileCatalogue` does.
 *
 * @returns A schema of draft 2020-12, made anew at each call.
 *
 * @example
 * ```ts
 * import { catalogueJsonSchema } from '@caseload/lifecycle'
 *
 * catalogueJsonSchema().required // => ['schema', 'id', 'version', 'title', 'kinds', 'areas']
 * ```
 */
export function catalogueJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(catalogueDocumentSchema)
}

/**
 * The JSON Schema of the service areas of a catalogue alone, for whoever edits who serves what and leaves the kinds to others.
 *
 * @returns A schema of draft 2020-12, made anew at each call.
 *
 * @example
 * ```ts
 * import { serviceAreasJsonSchema } from '@caseload/lifecycle'
 *
 * const schema = serviceAreasJsonSchema()
 * schema.type // => 'array'
 * ```
 */
export function serviceAreasJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(areas)
}
