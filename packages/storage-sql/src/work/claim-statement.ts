import type { ClaimRequest, FollowRequest, WorkRequest } from '@caseload/storage'
import type { SqlStatement, SqlValue } from '../executor/sql-executor.ts'
import { itemColumns } from './claim-rows.ts'

/** What finds the work a request can have, in the order in which it is given out. */
export function claimable(request: ClaimRequest, storeNow: number): SqlStatement {
  return 'consumer' in request ? laggingFollowers(request, storeNow) : dueItems(request, storeNow)
}

/** Columns of an item that is given out; `visible_at` stands after them. */
const given = itemColumns.join(', ')

/** Finds the items that are due and keeps everybody else from them until the transaction ends; items that others are claiming are passed over. */
export function lockDueItems(request: WorkRequest, storeNow: number): SqlStatement {
  return dueItems(request, storeNow, given, ' for update skip locked')
}

/** Leases what {@link claimable} finds, in one statement: asked again in the same transaction it finds the same, where writers come one after another. */
export function leaseClaimable(request: WorkRequest, storeNow: number, until: number, secret: string): SqlStatement {
  const { sql, params } = dueItems(request, storeNow, 'tenant, queue, id')
  const lease = `update {work} set leased = 1, token = ?, visible_at = ?, attempt = attempt + 1 where (tenant, queue, id) in (select tenant, queue, id from (${sql}) as due)`
  return { sql: lease, params: [secret, until, ...params], returns: 'nothing' }
}

/** Finds, leases and gives out items in one statement, for engines whose updates give rows. They come in any order, each with the `visible_at` it had. */
export function claimAtOnce(request: WorkRequest, storeNow: number, secret: string): SqlStatement {
  const { sql, params } = dueItems(request, storeNow, 'tenant, queue, id', ' for update skip locked')
  const claim = [
    `with due as (${sql})`,
    'update {work} as w set leased = 1, token = ?, visible_at = ?, attempt = w.attempt + 1 from due',
    'where w.tenant = due.tenant and w.queue = due.queue and w.id = due.id',
    'returning w.tenant, w.queue, w.id, w.due_at, w.attempt - 1 as attempt, w.payload, due.visible_at',
  ].join(' ')
  return { sql: claim, params: [...params, secret, storeNow + request.leaseMs], returns: 'rows' }
}

/**
 * Each queue has two ranges of the index, since two clocks decide: what nobody holds is due by the caller's, what somebody holds comes free by the store's. Each
 * range is cut before they are put together, so the cost depends on the limit, not on how much waits.
 */
function dueItems({ queues, now, tenant, limit }: WorkRequest, storeNow: number, columns = given, lock = ''): SqlStatement {
  const ofTenant = tenant === undefined ? '' : ' and tenant = ?'
  const range = `select * from (select ${columns}, visible_at from {work} where queue = ? and leased = ? and visible_at <= ?${ofTenant} order by visible_at, id, tenant limit ?${lock}) as ready`
  const params: SqlValue[] = []
  const ranges: string[] = []
  for (const queue of queues) {
    for (const leased of [0, 1]) {
      ranges.push(range)
      params.push(queue, leased, leased === 0 ? now : storeNow, ...(tenant === undefined ? [] : [tenant]), limit)
    }
  }
  const sql = `${ranges.join(' union all ')} order by visible_at, id, tenant, queue limit ?`
  return { sql, params: [...params, limit], returns: 'rows' }
}

function laggingFollowers({ consumer, tenant, limit }: FollowRequest, storeNow: number): SqlStatement {
  const sql = [
    'select h.tenant, coalesce(f.seq, 0) as seq, coalesce(f.attempt, 0) as attempt, f.consumer as known from {head} h',
    ' left join {follower} f on f.consumer = ? and f.tenant = h.tenant and f.lane = h.lane',
    ' where h.lane = 0 and h.seq > coalesce(f.seq, 0) and (f.token is null or f.visible_at <= ?)',
    tenant === undefined ? '' : ' and h.tenant = ?',
    ' order by coalesce(f.visible_at, 0), h.tenant limit ?',
  ].join('')
  return { sql, params: [consumer, storeNow, ...(tenant === undefined ? [] : [tenant]), limit], returns: 'rows' }
}
