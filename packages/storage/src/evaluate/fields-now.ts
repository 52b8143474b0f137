import type { KindSpec } from '../port/kind-spec.ts'
import type { Scalar } from '../port/scalar.ts'
import { backfilledField } from '../transfer/backfilled-field.ts'
import type { DocRow } from './tables.ts'

/** The fields of a document that are declared now: those declared since it was stored are filled in, those declared no longer are left out. Where the kind itself is not declared, all are given. */
export function fieldsNow({ doc, fields }: Pick<DocRow, 'doc' | 'fields'>, spec: KindSpec | undefined): DocRow['fields'] {
  if (spec === undefined) return fields
  const now: Record<string, Scalar> = {}
  for (const [name, field] of Object.entries(spec.fields)) {
    now[name] = (Object.hasOwn(fields, name) ? fields[name] : backfilledField(name, field, doc)) ?? null
  }
  return now
}
