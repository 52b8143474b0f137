import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { documents, fields, junkDocuments } from '../../test/arbitrary.ts'
import { compileConditions, conditionDocumentSchema, conditionJsonSchema, conditionSchemaFor } from '../index.ts'

const schema = conditionSchemaFor(fields)
const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: false, ownProperties: true })
const fitsFields = ajv.compile(conditionJsonSchema(fields))
const fitsAny = ajv.compile(z.toJSONSchema(conditionDocumentSchema))
const runs = { numRuns: 500 }

/** What only the compiler can say; a JSON Schema accepts it. */
const beyondJsonSchema = [
  'conditions/empty-range',
  'conditions/never-holds',
  'conditions/duplicate-value',
  'conditions/bad-value',
  'conditions/too-deep',
  'conditions/too-large',
]

/** A document as JSON carries it, since a JSON Schema speaks of nothing else. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part)) ?? 'null')
}

/** The document with the first occurrence of a text in its JSON replaced; as it was where that leaves no JSON. */
function edited(document: unknown, from: string, to: string): unknown {
  try {
    return JSON.parse(JSON.stringify(document).replace(from, to))
  } catch {
    return document
  }
}

const near = fc.oneof(
  documents,
  junkDocuments.map(asJson),
  documents.chain((document) =>
    fc
      .tuple(
        fc.constantFrom('"field"', '"all"', '"PT1H"', '"high"', 'true', '1', '"any"'),
        fc.constantFrom('"of"', '"low"', '"x"', '2', '[]'),
      )
      .map(([from, to]) => edited(document, from, to)),
  ),
)

describe('given any JSON', () => {
  it('is accepted by the zod schema exactly where it compiles, and comes out the same', () => {
    fc.assert(
      fc.property(fc.oneof(near, junkDocuments), (document) => {
        const result = compileConditions(document, fields)
        const parsed = schema.safeParse(document)
        expect(parsed.success).toBe(result.isOk())
        if (parsed.success) expect(parsed.data).toEqual(result._unsafeUnwrap().document)
      }),
      { numRuns: 1000 },
    )
  })
  it('is accepted by the JSON Schema where it compiles, and refused by it only where it does not', () => {
    let both = 0
    let neither = 0
    fc.assert(
      fc.property(near, (document) => {
        const result = compileConditions(document, fields)
        const fits = fitsFields(document)
        if (result.isOk()) {
          both += 1
          expect(fits).toBe(true)
        } else if (fits) {
          for (const issue of result.error) expect(beyondJsonSchema).toContain(issue.kind)
        } else neither += 1
      }),
      { numRuns: 1000 },
    )
    expect(both).toBeGreaterThan(100)
    expect(neither).toBeGreaterThan(100)
  })
  it('passes the schema without fields wherever it passes one with fields', () => {
    fc.assert(
      fc.property(near, (document) => {
        const parsed = conditionDocumentSchema.safeParse(document)
        if (compileConditions(document, fields).isOk()) expect(parsed.success && parsed.data).toEqual(document)
        if (parsed.success) expect(fitsAny(document)).toBe(true)
      }),
      runs,
    )
  })
})
