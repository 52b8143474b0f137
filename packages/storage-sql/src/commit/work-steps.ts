import type { TenantId } from '@caseload/core'
import {
  cursorSeq,
  type FollowHandle,
  type JournalCursor,
  type JsonText,
  parseLeaseToken,
  type StorageFenced,
  type StorageInvalid,
  storageFenced,
  storageInvalid,
  type WorkChange,
} from '@caseload/storage'
import { intIn, textOrNullIn } from '../executor/row.ts'
import type { SqlScript, SqlStatement } from '../executor/sql-executor.ts'
import { carryOut, change, select } from '../executor/statement.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'

const settle = 'delete from {work} where tenant = ? and queue = ? and id = ? and token = ?'
const place =
  'select f.seq, f.token, (select seq from {head} where tenant = f.tenant and lane = f.lane) as head from {follower} f where f.consumer = ? and f.tenant = ? and f.lane = 0'
const advance =
  'update {follower} set seq = ?, visible_at = ?, token = null, attempt = 0 where consumer = ? and tenant = ? and lane = 0 and token = ?'
const cancel = 'delete from {work} where tenant = ? and queue = ? and id = ?'

/** Whether a change ends a lease. */
export function endsLease({ op }: WorkChange<JsonText>): boolean {
  return op === 'settle' || op === 'advance'
}

/** Ends the leases whose work this commit is the effect of, if they still hold. */
export function* endLeases(
  tenant: TenantId,
  work: readonly WorkChange<JsonText>[],
  storeNow: number,
): SqlScript<StorageFenced | StorageInvalid | null> {
  for (const item of work) {
    if (item.op !== 'settle' && item.op !== 'advance') continue
    const handle = parseLeaseToken(item.token)
    if (handle === null || handle.tenant !== tenant) return storageFenced(item.token)
    if (item.op === 'settle') {
      if (handle.of !== 'work') return storageFenced(item.token)
      const { changes } = yield change(settle, tenant, handle.queue, handle.id, handle.secret)
      if (changes !== 1) return storageFenced(item.token)
      continue
    }
    if (handle.of !== 'follow') return storageFenced(item.token)
    const problem = yield* moveFollower(handle, item.token, item.to, storeNow)
    if (problem !== null) return problem
  }
  return null
}

/** Schedules or cancels; null for what ends a lease. */
export function moveWork({ schedule }: Vocabulary, tenant: TenantId, item: WorkChange<JsonText>): SqlStatement | null {
  if (item.op === 'cancel') return carryOut(cancel, [tenant, item.queue, item.id])
  if (item.op !== 'schedule') return null
  const { queue, id, dueAt, payload } = item
  return carryOut(schedule, [tenant, queue, id, dueAt, dueAt, payload, 0, 0])
}

function* moveFollower(
  { tenant, consumer, secret }: FollowHandle,
  token: string,
  cursor: JournalCursor,
  storeNow: number,
): SqlScript<StorageFenced | StorageInvalid | null> {
  const { rows } = yield select(place, consumer, tenant)
  const [row] = rows
  if (row === undefined || textOrNullIn(row, 'token') !== secret) return storageFenced(token)
  const to = cursorSeq(cursor)
  if (to === null || to < intIn(row, 'seq') || to > intIn(row, 'head')) {
    return storageInvalid('work.to', 'a position of this journal, not before the follower’s')
  }
  const { changes } = yield change(advance, to, storeNow, consumer, tenant, secret)
  return changes === 1 ? null : storageFenced(token)
}
