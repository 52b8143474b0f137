import type { Json } from '@caseload/core'
import { scalarRule } from '../guard/scalar-rule.ts'
import type { FieldSpec } from '../port/kind-spec.ts'
import type { Scalar } from '../port/scalar.ts'
import { contractLimits } from '../port/store-about.ts'
import { isRecord } from './is-record.ts'

/**
 * The value of a field for a document stored before the field was declared, for authors of adapters.
 *
 * It is what the field's `backfill` says, by default the document's member of the same name.
 *
 * @param name - Name of the field.
 * @param spec - Its declaration.
 * @param text - The stored document as JSON.
 * @returns The value; null for a nullable field without a fitting value; `undefined` where a field that is not nullable has none, or the text is not JSON.
 *
 * @example
 * ```ts
 * import { backfilledField } from '@caseload/storage'
 *
 * backfilledField('level', { type: 'int' }, '{"level":2}') // => 2
 * backfilledField('team', { type: 'text', nullable: true }, '{"level":2}') // => null
 * backfilledField('team', { type: 'text' }, '{"level":2}') // => undefined
 * ```
 */
export function backfilledField(name: string, spec: FieldSpec, text: string): Scalar | undefined {
  const doc = parse(text)
  if (doc === undefined) return undefined
  const member: unknown = isRecord(doc) && Object.hasOwn(doc, name) ? doc[name] : null
  const value: unknown = spec.backfill === undefined ? member : spec.backfill(doc)
  const fits = value !== null && scalarRule(spec.type, value, contractLimits.fieldBytes) === null
  if (fits && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')) return value
  return spec.nullable === true ? null : undefined
}

function parse(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
