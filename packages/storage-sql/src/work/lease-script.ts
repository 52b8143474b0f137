import { type LeaseChange, parseLeaseToken } from '@caseload/storage'
import { ok, type Result } from 'neverthrow'
import type { SqlScript, SqlStatement } from '../executor/sql-executor.ts'
import { change } from '../executor/statement.ts'

const extendItem = 'update {work} set visible_at = ? where tenant = ? and queue = ? and id = ? and token = ?'
const releaseItem =
  'update {work} set leased = 0, token = null, visible_at = ? where tenant = ? and queue = ? and id = ? and token = ?'
const extendFollower = 'update {follower} set visible_at = ? where consumer = ? and tenant = ? and lane = 0 and token = ?'
const releaseFollower =
  'update {follower} set visible_at = ?, token = null where consumer = ? and tenant = ? and lane = 0 and token = ?'

/** Keeps leases or hands them back; for each, whether it still held. */
export function* leaseScript(changes: readonly LeaseChange[], storeNow: number): SqlScript<Result<readonly boolean[], never>> {
  const held: boolean[] = []
  for (const item of changes) {
    const statement = leaseStatement(item, storeNow)
    const outcome = statement === null ? null : yield statement
    held.push(outcome?.changes === 1)
  }
  return ok(held)
}

function leaseStatement(item: LeaseChange, storeNow: number): SqlStatement | null {
  const handle = parseLeaseToken(item.token)
  if (handle === null) return null
  const kept = item.op === 'extend'
  if (handle.of === 'work') {
    const visibleAt = item.op === 'extend' ? storeNow + item.ms : item.dueAt
    return change(kept ? extendItem : releaseItem, visibleAt, handle.tenant, handle.queue, handle.id, handle.secret)
  }
  const visibleAt = item.op === 'extend' ? storeNow + item.ms : storeNow
  return change(kept ? extendFollower : releaseFollower, visibleAt, handle.consumer, handle.tenant, handle.secret)
}
