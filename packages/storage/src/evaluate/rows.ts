import type { TenantId } from '@caseload/core'
import type { JournalEntry } from '../port/journal-entry.ts'
import type { JsonText } from '../port/json-text.ts'
import type { Ref } from '../port/ref.ts'
import { type RowChange, refKey, type WorkRow, workKey } from './tables.ts'

/** A document that goes. */
export function removalRows(tenant: TenantId, ref: Ref, version: number): readonly RowChange[] {
  return [
    [tenant, 'doc', refKey(ref), null],
    [tenant, 'removed', refKey(ref), { ref, version }],
  ]
}

/** An entry at the end of the journal. */
export function entryRows(tenant: TenantId, entry: JournalEntry<JsonText>): readonly RowChange[] {
  return [
    [tenant, 'entry', String(entry.seq), entry],
    [tenant, 'stream', entry.stream, entry.version],
  ]
}

/** An item that nobody holds. */
export function scheduledRow(
  tenant: TenantId,
  { queue, id, dueAt, payload }: Omit<WorkRow, 'attempt' | 'visibleAt' | 'secret'>,
): RowChange {
  return [tenant, 'work', workKey(queue, id), { queue, id, dueAt, payload, attempt: 0, visibleAt: dueAt, secret: null }]
}

/** A follower that nobody holds. */
export function followerRow(tenant: TenantId, consumer: string, seq: number, visibleAt: number): RowChange {
  return [tenant, 'follower', consumer, { consumer, seq, attempt: 0, visibleAt, secret: null }]
}
