import type { TenantId } from '@caseload/core'
import type { JsonText } from '../port/json-text.ts'
import type { EntryRef } from '../port/store-admin.ts'
import type { Decision } from './decision.ts'
import type { RowChange, Tables } from './tables.ts'

const nothing = 'null' as JsonText

/** See `StoreAdmin.redact`: how many entries lose their data, and the entries without it. */
export function decideRedaction(tables: Tables, tenant: TenantId, entries: readonly EntryRef[]): Decision<number> {
  const rows = new Map<number, RowChange>()
  for (const { lane, seq } of entries) {
    const entry = lane === 0 ? tables.entry.get(String(seq)) : undefined
    if (entry !== undefined && entry.data !== nothing) rows.set(seq, [tenant, 'entry', String(seq), { ...entry, data: nothing }])
  }
  return { answer: rows.size, changes: [...rows.values()] }
}
