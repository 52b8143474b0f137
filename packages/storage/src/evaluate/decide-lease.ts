import type { TenantId } from '@caseload/core'
import { parseLeaseToken } from '../names/lease-token.ts'
import type { LeaseChange } from '../port/claim.ts'
import type { Decision } from './decision.ts'
import { heldBy } from './held-by.ts'
import { type Tables, workKey } from './tables.ts'

/** See `Store.lease`, for one change: whether the lease still held, and the row as it is then. */
export function decideLease(tenants: ReadonlyMap<TenantId, Tables>, change: LeaseChange, now: number): Decision<boolean> {
  const handle = parseLeaseToken(change.token)
  const tables = handle === null ? undefined : tenants.get(handle.tenant)
  const held = handle === null || tables === undefined ? undefined : heldBy(tables, handle)
  if (held === undefined) return { answer: false, changes: [] }
  const { tenant, secret } = held.handle
  const kept = change.op === 'extend' ? { visibleAt: now + change.ms, secret } : null
  if (held.of === 'follow') {
    const row = { ...held.row, ...(kept ?? { visibleAt: now, secret: null }) }
    return { answer: true, changes: [[tenant, 'follower', row.consumer, row]] }
  }
  const row = { ...held.row, ...(kept ?? { visibleAt: change.op === 'release' ? change.dueAt : now, secret: null }) }
  return { answer: true, changes: [[tenant, 'work', workKey(row.queue, row.id), row]] }
}
