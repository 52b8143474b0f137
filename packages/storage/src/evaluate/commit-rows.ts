import type { TenantId } from '@caseload/core'
import { cursorSeq } from '../names/journal-cursor.ts'
import { parseLeaseToken } from '../names/lease-token.ts'
import type { Commit, Write } from '../port/commit.ts'
import type { JsonText } from '../port/json-text.ts'
import type { WorkChange } from '../port/work-change.ts'
import { entryRows, followerRow, removalRows, scheduledRow } from './rows.ts'
import { type RowChange, refKey, type Tables, workKey } from './tables.ts'

/** The rows that a commit which has passed every check changes. */
export function commitRows(tables: Tables, tenant: TenantId, change: Commit<JsonText>, now: number): readonly RowChange[] {
  return [
    ...change.writes.flatMap((write) => writeRows(tables, tenant, write)),
    ...change.events.flatMap((event, index) =>
      entryRows(tenant, { ...event, lane: 0, seq: tables.entry.size + index + 1, commit: change.key }),
    ),
    ...(change.work ?? []).flatMap((item) => workRows(tenant, item, now)),
  ]
}

function writeRows(tables: Tables, tenant: TenantId, write: Write<JsonText>): readonly RowChange[] {
  if (write.op === 'remove') return removalRows(tenant, write.ref, write.version)
  const { ref, doc, fields, keys = [] } = write
  const before = write.version === 0 ? (tables.removed.get(refKey(ref))?.version ?? 0) : write.version
  return [[tenant, 'doc', refKey(ref), { ref, version: before + 1, doc, fields, keys }]]
}

function workRows(tenant: TenantId, change: WorkChange<JsonText>, now: number): readonly RowChange[] {
  switch (change.op) {
    case 'schedule':
      return [scheduledRow(tenant, change)]
    case 'cancel':
      return [[tenant, 'work', workKey(change.queue, change.id), null]]
    case 'settle': {
      const handle = parseLeaseToken(change.token)
      return handle?.of === 'work' ? [[tenant, 'work', workKey(handle.queue, handle.id), null]] : []
    }
    case 'advance': {
      const handle = parseLeaseToken(change.token)
      return handle?.of === 'follow' ? [followerRow(tenant, handle.consumer, cursorSeq(change.to) ?? 0, now)] : []
    }
  }
}
