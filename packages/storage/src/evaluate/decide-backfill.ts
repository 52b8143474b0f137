import type { TenantId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { compareRef } from '../names/compare-ref.ts'
import type { FieldSpec, KindSpec } from '../port/kind-spec.ts'
import { storageCorrupt, storageUnavailable } from '../port/problem-factories.ts'
import type { StorageCorrupt, StorageUnavailable } from '../port/problems.ts'
import type { Scalar } from '../port/scalar.ts'
import { backfilledField } from '../transfer/backfilled-field.ts'
import type { Decision } from './decision.ts'
import { type DocRow, type RowChange, refKey, type Tables } from './tables.ts'

/**
 * See `FieldBackfill`: fills in the fields that were declared since documents were stored, and looks whether what is declared unique is so. `Storage.open` does it after `checkKinds`.
 *
 * @param tenants - Every tenant that has something.
 * @param kinds - The kinds the store is opened with.
 * @returns How many documents were filled in, and their rows; `storage/corrupt` with the first document, by kind and id, for which a new field that is not nullable
 * has no value; `storage/unavailable`, `schema` where a look-up name was shared, is declared unique, and several documents of a tenant have one value.
 *
 * @example
 * ```ts
 * import { orThrow, parseTenantId } from '@caseload/core'
 * import type { JsonText } from '@caseload/storage'
 * import { decideBackfill, emptyTables } from '@caseload/storage/evaluate'
 *
 * const tables = emptyTables()
 * tables.doc.set('note/n1', { ref: { kind: 'note', id: 'n1' }, version: 1, doc: '{"level":2}' as JsonText, fields: {}, keys: [] })
 * const tenants = new Map([[orThrow(parseTenantId('acme')), tables]])
 *
 * const filled = orThrow(decideBackfill(tenants, [{ kind: 'note', fields: { level: { type: 'int' } } }]))
 * filled.answer // => 1
 * const refused = decideBackfill(tenants, [{ kind: 'note', fields: { team: { type: 'text' } } }])
 * refused._unsafeUnwrapErr().message // => 'stored note n1: expected a value for the new field team; give it a backfill'
 * ```
 */
export function decideBackfill(
  tenants: ReadonlyMap<TenantId, Tables>,
  kinds: readonly KindSpec[],
): Result<Decision<number>, StorageCorrupt | StorageUnavailable> {
  const declared = new Map(kinds.map(({ kind, fields }) => [kind, Object.entries(fields)]))
  const changes: RowChange[] = []
  let unfilled: { readonly row: DocRow; readonly field: string } | null = null
  for (const [tenant, { doc }] of tenants) {
    for (const row of doc.values()) {
      const fields = filledFields(row, declared.get(row.ref.kind) ?? [])
      if (typeof fields === 'string') {
        if (unfilled === null || compareRef(row.ref, unfilled.row.ref) < 0) unfilled = { row, field: fields }
      } else if (fields !== row.fields) changes.push([tenant, 'doc', refKey(row.ref), { ...row, fields }])
    }
  }
  if (unfilled !== null)
    return err(storageCorrupt(unfilled.row.ref, `a value for the new field ${unfilled.field}; give it a backfill`))
  const name = sharedStill(tenants, kinds)
  if (name !== null) return err(storageUnavailable('schema', `${name} is declared unique, and several documents have one value`))
  return ok({ answer: changes.length, changes })
}

/** The first look-up name that is declared unique and has a value which several documents have. */
function sharedStill(tenants: ReadonlyMap<TenantId, Tables>, kinds: readonly KindSpec[]): string | null {
  for (const { kind, keys = {} } of kinds) {
    for (const [name, { unique }] of Object.entries(keys)) {
      if (unique && [...tenants.values()].some(({ doc }) => isShared(doc.values(), kind, name))) return `${kind}.${name}`
    }
  }
  return null
}

function isShared(rows: Iterable<DocRow>, kind: string, name: string): boolean {
  const held = new Set<string>()
  for (const { ref, keys } of rows) {
    if (ref.kind !== kind) continue
    for (const key of keys) {
      if (key.name !== name) continue
      if (held.has(key.value)) return true
      held.add(key.value)
    }
  }
  return false
}

/** The same fields where none is missing; the name of one that has no value. */
function filledFields({ doc, fields }: DocRow, declared: readonly (readonly [string, FieldSpec])[]): DocRow['fields'] | string {
  const missing = declared.filter(([name]) => !Object.hasOwn(fields, name))
  if (missing.length === 0) return fields
  const filled: Record<string, Scalar> = { ...fields }
  for (const [name, field] of missing) {
    const value = backfilledField(name, field, doc)
    if (value === undefined) return name
    filled[name] = value
  }
  return filled
}
