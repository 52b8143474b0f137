import type { TenantId } from '@caseload/core'
import { compareText } from '../names/compare-text.ts'
import { journalCursor } from '../names/journal-cursor.ts'
import { formatLeaseToken, parseLeaseToken } from '../names/lease-token.ts'
import type { Claim, ClaimRequest, FollowClaim, FollowRequest, LeaseChange, WorkClaim, WorkRequest } from '../port/claim.ts'
import type { JsonText } from '../port/json-text.ts'
import type { FollowerLag, LagRequest } from '../port/store-admin.ts'
import { type MemoryState, type MemoryTenant, workText } from './memory-state.ts'

/** Takes work that is due, or journals to follow. */
export function claimFromMemory(
  state: MemoryState,
  request: ClaimRequest,
  storeNow: number,
  nextSecret: () => string,
): readonly Claim<JsonText>[] {
  const tenants = [...state].filter(([tenant]) => request.tenant === undefined || tenant === request.tenant)
  return 'consumer' in request
    ? claimFollowers(tenants, request, storeNow, nextSecret)
    : claimItems(tenants, request, storeNow, nextSecret)
}

type Tenants = readonly (readonly [TenantId, MemoryTenant])[]

function claimItems(
  tenants: Tenants,
  request: WorkRequest,
  storeNow: number,
  nextSecret: () => string,
): readonly WorkClaim<JsonText>[] {
  const queues = new Set(request.queues)
  const waiting = tenants.flatMap(([tenant, data]) => [...data.work.values()].map((item) => ({ tenant, data, item })))
  const ready = waiting.filter(
    ({ item }) => queues.has(item.queue) && item.visibleAt <= (item.secret === null ? request.now : storeNow),
  )
  ready.sort(
    (a, b) =>
      a.item.visibleAt - b.item.visibleAt ||
      compareText(a.item.id, b.item.id) ||
      compareText(a.tenant, b.tenant) ||
      compareText(a.item.queue, b.item.queue),
  )
  if (ready.length === 0) return []
  const secret = nextSecret()
  return ready.slice(0, request.limit).map(({ tenant, data, item }) => {
    const { queue, id, dueAt, payload } = item
    const attempt = item.attempt + 1
    data.work.set(workText(queue, id), { ...item, attempt, secret, visibleAt: storeNow + request.leaseMs })
    return { tenant, queue, id, dueAt, payload, attempt, token: formatLeaseToken({ of: 'work', tenant, queue, id, secret }) }
  })
}

function claimFollowers(
  tenants: Tenants,
  request: FollowRequest,
  storeNow: number,
  nextSecret: () => string,
): readonly FollowClaim[] {
  const { consumer, limit, leaseMs } = request
  const standing = tenants.map(([tenant, data]) => ({
    tenant,
    data,
    follower: data.followers.get(consumer) ?? { consumer, seq: 0, attempt: 0, visibleAt: 0, secret: null },
  }))
  const lagging = standing.filter(
    ({ data, follower }) => data.journal.length > follower.seq && (follower.secret === null || follower.visibleAt <= storeNow),
  )
  lagging.sort((a, b) => a.follower.visibleAt - b.follower.visibleAt || compareText(a.tenant, b.tenant))
  if (lagging.length === 0) return []
  const secret = nextSecret()
  return lagging.slice(0, limit).map(({ tenant, data, follower }) => {
    const attempt = follower.attempt + 1
    data.followers.set(consumer, { ...follower, attempt, secret, visibleAt: storeNow + leaseMs })
    const after = follower.seq === 0 ? null : journalCursor(follower.seq)
    return { tenant, consumer, after, attempt, token: formatLeaseToken({ of: 'follow', tenant, consumer, secret }) }
  })
}

/** How far a follower is behind, the furthest first. */
export function memoryLag(state: MemoryState, { consumer, limit }: LagRequest): readonly FollowerLag[] {
  const behind = [...state].flatMap(([tenant, { journal, followers }]) => {
    const seq = followers.get(consumer)?.seq ?? 0
    const first = journal[seq]
    return first === undefined ? [] : [{ tenant, entries: journal.length - seq, since: first.recordedAt }]
  })
  behind.sort((a, b) => b.entries - a.entries || compareText(a.tenant, b.tenant))
  return behind.slice(0, limit)
}

/** Keeps leases or hands them back; for each, whether it still held. */
export function changeMemoryLeases(state: MemoryState, changes: readonly LeaseChange[], storeNow: number): readonly boolean[] {
  return changes.map((change) => {
    const handle = parseLeaseToken(change.token)
    const data = handle === null ? undefined : state.get(handle.tenant)
    if (handle === null || data === undefined) return false
    const kept = change.op === 'extend'
    if (handle.of === 'work') {
      const place = workText(handle.queue, handle.id)
      const item = data.work.get(place)
      if (item === undefined || item.secret !== handle.secret) return false
      const visibleAt = change.op === 'extend' ? storeNow + change.ms : change.dueAt
      data.work.set(place, { ...item, visibleAt, secret: kept ? item.secret : null })
      return true
    }
    const follower = data.followers.get(handle.consumer)
    if (follower === undefined || follower.secret !== handle.secret) return false
    const visibleAt = change.op === 'extend' ? storeNow + change.ms : storeNow
    data.followers.set(handle.consumer, { ...follower, visibleAt, secret: kept ? follower.secret : null })
    return true
  })
}
