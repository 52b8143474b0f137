import type { TenantId } from '@caseload/core'
import { compareText } from '../names/compare-text.ts'
import { journalCursor } from '../names/journal-cursor.ts'
import { formatLeaseToken } from '../names/lease-token.ts'
import type { Claim, ClaimRequest, FollowRequest, WorkRequest } from '../port/claim.ts'
import type { JsonText } from '../port/json-text.ts'
import type { Decision } from './decision.ts'
import { type Tables, workKey } from './tables.ts'

/**
 * See `Store.claim`: what is due and nobody's, oldest first; it is the worker's once the changes are stored.
 *
 * @param tenants - Every tenant that has something.
 * @param request - As the guard gave it.
 * @param now - By the store's clock, by which leases end.
 * @param secret - At least 128 random bits, e.g. of `randomSecret`.
 */
export function decideClaim(
  tenants: ReadonlyMap<TenantId, Tables>,
  request: ClaimRequest,
  now: number,
  secret: string,
): Decision<readonly Claim<JsonText>[]> {
  const asked = [...tenants].filter(([tenant]) => request.tenant === undefined || tenant === request.tenant)
  return 'consumer' in request ? claimJournals(asked, request, now, secret) : claimItems(asked, request, now, secret)
}

type Asked = readonly (readonly [TenantId, Tables])[]

function claimItems(tenants: Asked, request: WorkRequest, now: number, secret: string): Decision<readonly Claim<JsonText>[]> {
  const queues = new Set(request.queues)
  const ready = tenants
    .flatMap(([tenant, { work }]) => [...work.values()].map((row) => ({ tenant, row })))
    .filter(({ row }) => queues.has(row.queue) && row.visibleAt <= (row.secret === null ? request.now : now))
    .sort(
      (a, b) =>
        a.row.visibleAt - b.row.visibleAt ||
        compareText(a.row.id, b.row.id) ||
        compareText(a.tenant, b.tenant) ||
        compareText(a.row.queue, b.row.queue),
    )
    .slice(0, request.limit)
    .map(({ tenant, row }) => ({ tenant, row: { ...row, attempt: row.attempt + 1, secret, visibleAt: now + request.leaseMs } }))
  return {
    answer: ready.map(({ tenant, row: { queue, id, dueAt, payload, attempt } }) => {
      const token = formatLeaseToken({ of: 'work', tenant, queue, id, secret })
      return { tenant, queue, id, dueAt, payload, attempt, token }
    }),
    changes: ready.map(({ tenant, row }) => [tenant, 'work', workKey(row.queue, row.id), row]),
  }
}

function claimJournals(
  tenants: Asked,
  request: FollowRequest,
  now: number,
  secret: string,
): Decision<readonly Claim<JsonText>[]> {
  const { consumer, limit, leaseMs } = request
  const start = { consumer, seq: 0, attempt: 0, visibleAt: 0, secret: null }
  const behind = tenants
    .map(([tenant, { entry, follower }]) => ({ tenant, last: entry.size, row: follower.get(consumer) ?? start }))
    .filter(({ last, row }) => last > row.seq && (row.secret === null || row.visibleAt <= now))
    .sort((a, b) => a.row.visibleAt - b.row.visibleAt || compareText(a.tenant, b.tenant))
    .slice(0, limit)
    .map(({ tenant, row }) => ({ tenant, row: { ...row, attempt: row.attempt + 1, secret, visibleAt: now + leaseMs } }))
  return {
    answer: behind.map(({ tenant, row: { seq, attempt } }) => {
      const token = formatLeaseToken({ of: 'follow', tenant, consumer, secret })
      return { tenant, consumer, after: seq === 0 ? null : journalCursor(seq), attempt, token }
    }),
    changes: behind.map(({ tenant, row }) => [tenant, 'follower', consumer, row]),
  }
}
