import type { TenantId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import type { ImportReport } from '../port/store-admin.ts'
import type { ExportRecord } from '../transfer/export-record.ts'
import type { ExportedTenant } from '../transfer/read-export.ts'
import type { Decision } from './decision.ts'
import { entryRows, followerRow, removalRows, scheduledRow } from './rows.ts'
import { type RowChange, refKey, type Tables } from './tables.ts'

/** See `StoreAdmin.importTenant`: the rows of an export that `readExport` found whole; `storage/invalid` where the tenant has something already. */
export function decideImport(
  tables: Tables,
  tenant: TenantId,
  { counts, records }: ExportedTenant,
): Result<Decision<ImportReport>, StorageInvalid> {
  if (Object.values(tables).some(({ size }) => size > 0)) return err(storageInvalid('tenant', 'a tenant that has nothing'))
  return ok({ answer: counts, changes: records.flatMap((record) => rowsOf(tenant, record)) })
}

function rowsOf(tenant: TenantId, record: ExportRecord): readonly RowChange[] {
  switch (record.type) {
    case 'doc': {
      const { ref, version, doc, fields, keys } = record
      return [[tenant, 'doc', refKey(ref), { ref, version, doc, fields, keys }]]
    }
    case 'removed':
      return removalRows(tenant, record.ref, record.version)
    case 'entry':
      return entryRows(tenant, record.entry)
    case 'follower':
      return [followerRow(tenant, record.consumer, record.seq, 0)]
    case 'work':
      return [scheduledRow(tenant, record)]
  }
}
