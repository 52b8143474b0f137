import type { TenantId } from '@caseload/core'
import type { Decision } from '../evaluate/decision.ts'
import { applyChange, emptyTables } from '../evaluate/table-maps.ts'
import type { RowChange, TableMaps } from '../evaluate/tables.ts'
import type { FieldSpec, KindSpec } from '../port/kind-spec.ts'
import type { Scalar } from '../port/scalar.ts'
import { backfilledField } from '../transfer/backfilled-field.ts'
import { type MemoryIndexes, memoryIndexes } from './memory-indexes.ts'

/** Everything a memory store holds. */
export interface MemoryState {
  readonly tenants: Map<TenantId, TableMaps>
  readonly indexes: Map<TenantId, MemoryIndexes>
  /** Every field that a handle has declared, by kind. */
  readonly fields: Map<string, Map<string, FieldSpec>>
  /** Kinds that were declared in several ways, so that one handle's documents may lack what another asks for. */
  readonly grown: Set<string>
}

/** A store with nothing. */
export function emptyState(): MemoryState {
  return { tenants: new Map(), indexes: new Map(), fields: new Map(), grown: new Set() }
}

/** A tenant's data; an empty one where there is none, kept only if it is written to. */
export function tenantOf(state: MemoryState, tenant: TenantId): { readonly tables: TableMaps; readonly indexes: MemoryIndexes } {
  const tables = state.tenants.get(tenant) ?? emptyTables()
  return { tables, indexes: state.indexes.get(tenant) ?? memoryIndexes(tables) }
}

/** Remembers what a handle declares. */
export function declare({ fields, grown }: MemoryState, kinds: readonly KindSpec[]): void {
  for (const spec of kinds) {
    const known = fields.get(spec.kind)
    const all = known ?? new Map<string, FieldSpec>()
    const before = all.size
    for (const [name, field] of Object.entries(spec.fields)) all.set(name, field)
    fields.set(spec.kind, all)
    if (known !== undefined && (all.size > before || Object.keys(spec.fields).length < before)) grown.add(spec.kind)
  }
}

/** The same changes; documents get the fields that other handles have declared and the one that writes does not know of. */
export function completed<Answer>(state: MemoryState, { answer, changes }: Decision<Answer>): Decision<Answer> {
  return { answer, changes: state.grown.size === 0 ? changes : changes.map((change) => completedChange(state, change)) }
}

function completedChange({ fields: declared, grown }: MemoryState, change: RowChange): RowChange {
  if (change[1] !== 'doc' || change[3] === null || !grown.has(change[3].ref.kind)) return change
  const row = change[3]
  const fields: Record<string, Scalar> = { ...row.fields }
  for (const [name, spec] of declared.get(row.ref.kind) ?? []) {
    const value = Object.hasOwn(fields, name) ? undefined : backfilledField(name, spec, row.doc)
    if (value !== undefined) fields[name] = value
  }
  return [change[0], 'doc', change[2], { ...row, fields }]
}

/** Makes the changes of a decision and gives its answer. */
export function carryOut<Answer>(state: MemoryState, { answer, changes }: Decision<Answer>): Answer {
  for (const change of changes) {
    const [tenant] = change
    const { tables, indexes } = tenantOf(state, tenant)
    state.tenants.set(tenant, tables)
    state.indexes.set(tenant, indexes)
    indexes.follow(change)
    applyChange(tables, change)
  }
  return answer
}

/** Forgets a tenant. */
export function forgetTenant(state: MemoryState, tenant: TenantId): void {
  state.tenants.delete(tenant)
  state.indexes.delete(tenant)
}
