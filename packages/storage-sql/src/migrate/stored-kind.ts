import type { FieldType, KindSpec } from '@caseload/storage'
import type { Declaration } from '../tables/declaration.ts'

/** What the database remembers of a kind: enough to add what is new, and to read and remove what this program does not declare. */
export interface StoredKind {
  readonly kind: string
  readonly fields: Readonly<Record<string, FieldType>>
  /** Its declarations by number, which each document has; null: its documents have none yet. */
  readonly declarations: readonly Declaration[] | null
}

/** A declaration as the database remembers it; fields no longer declared stay, since their columns do. */
export function storedKindText(spec: KindSpec, before: StoredKind | null, declarations: readonly Declaration[]): string {
  const fields = { ...before?.fields, ...Object.fromEntries(Object.entries(spec.fields).map(([name, { type }]) => [name, type])) }
  return JSON.stringify({ kind: spec.kind, fields, declarations })
}

/** The declarations of a kind. Documents without a number were written by everything that was declared, with look-up names as they are now. */
export function declarationsOf({ fields, declarations }: StoredKind, now: Declaration): readonly Declaration[] {
  return declarations ?? [{ fields: Object.keys(fields).sort(), keys: now.keys }]
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
  const declarations =
    'declarations' in value && Array.isArray(value.declarations) ? value.declarations.map(parseDeclaration) : null
  return { kind, fields: types, declarations }
}

function parseDeclaration(value: unknown): Declaration {
  const keys: Record<string, boolean> = {}
  if (typeof value !== 'object' || value === null || !('fields' in value) || !('keys' in value)) return { fields: [], keys }
  const fields = Array.isArray(value.fields) ? value.fields.filter((name) => typeof name === 'string') : []
  if (typeof value.keys === 'object' && value.keys !== null) {
    for (const [name, unique] of Object.entries(value.keys)) keys[name] = unique === true
  }
  return { fields, keys }
}
