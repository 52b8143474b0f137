import type { FieldType, KindSpec } from '@caseload/storage'

/** What the database remembers of a kind: enough to add what is new, and to read and remove what this program does not declare. */
export interface StoredKind {
  readonly kind: string
  readonly fields: Readonly<Record<string, FieldType>>
}

/** A declaration as the database remembers it; fields no longer declared stay, since their columns do. */
export function storedKindText(spec: KindSpec, before: StoredKind | null): string {
  const fields = { ...before?.fields, ...Object.fromEntries(Object.entries(spec.fields).map(([name, { type }]) => [name, type])) }
  return JSON.stringify({ kind: spec.kind, fields })
}

/** The kinds with the fields that are declared now; a kind that this program does not declare keeps all it has. */
export function asDeclared(stored: Iterable<StoredKind>, kinds: readonly KindSpec[]): readonly StoredKind[] {
  const declared = new Map(kinds.map((spec) => [spec.kind, spec.fields]))
  return [...stored].map(({ kind, fields }) => {
    const now = declared.get(kind)
    return {
      kind,
      fields:
        now === undefined ? fields : Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(now, name))),
    }
  })
}

/** Reads what {@link storedKindText} wrote; null for anything else. */
export function parseStoredKind(text: string): StoredKind | null {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('fields' in value)) return null
  const { kind, fields } = value
  if (typeof kind !== 'string' || typeof fields !== 'object' || fields === null) return null
  const types: Record<string, FieldType> = {}
  for (const [name, type] of Object.entries(fields)) {
    if (type !== 'text' && type !== 'int' && type !== 'instant' && type !== 'bool') return null
    types[name] = type
  }
  return { kind, fields: types }
}
