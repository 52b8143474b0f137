import {
  type Claim,
  type ClaimRequest,
  compareText,
  formatLeaseToken,
  type JsonText,
  journalCursor,
  type LeaseChange,
  parseLeaseToken,
} from '@caseload/storage'
import type { KeyValueFile } from './key-value-file.ts'
import { type StoredFollower, tenantData, tenantsOf } from './tenant-data.ts'

/** What is due and nobody's, oldest first; it is the worker's from now until its lease ends by the store's clock. */
export function claimFrom(file: KeyValueFile, request: ClaimRequest, now: number, secret: string): readonly Claim<JsonText>[] {
  const { limit, leaseMs } = request
  const tenants = tenantsOf(file).filter((tenant) => request.tenant === undefined || request.tenant === tenant)
  const visibleAt = now + leaseMs
  if ('consumer' in request) {
    const { consumer } = request
    const start: StoredFollower = { consumer, seq: 0, attempt: 0, visibleAt: 0, secret: null }
    const behind = tenants
      .map((tenant) => ({ tenant, data: tenantData(file, tenant) }))
      .map(({ tenant, data }) => ({ tenant, data, at: data.get('follower', consumer) ?? start }))
      .filter(({ data, at }) => data.lastSeq() > at.seq && (at.secret === null || at.visibleAt <= now))
      .sort((a, b) => a.at.visibleAt - b.at.visibleAt || compareText(a.tenant, b.tenant))
      .slice(0, limit)
    file.write(
      behind.map(({ data, at }) => data.put('follower', consumer, { ...at, attempt: at.attempt + 1, secret, visibleAt })),
    )
    return behind.map(({ tenant, at }) => ({
      tenant,
      consumer,
      after: at.seq === 0 ? null : journalCursor(at.seq),
      attempt: at.attempt + 1,
      token: formatLeaseToken({ of: 'follow', tenant, consumer, secret }),
    }))
  }
  const due = tenants
    .flatMap((tenant) =>
      tenantData(file, tenant)
        .all('work')
        .map((item) => ({ tenant, item })),
    )
    .filter(({ item }) => request.queues.includes(item.queue) && item.visibleAt <= (item.secret === null ? request.now : now))
    .sort(
      (a, b) =>
        a.item.visibleAt - b.item.visibleAt ||
        compareText(a.item.id, b.item.id) ||
        compareText(a.tenant, b.tenant) ||
        compareText(a.item.queue, b.item.queue),
    )
    .slice(0, limit)
  file.write(
    due.map(({ tenant, item }) =>
      tenantData(file, tenant).put('work', `${item.queue}/${item.id}`, { ...item, attempt: item.attempt + 1, secret, visibleAt }),
    ),
  )
  return due.map(({ tenant, item: { queue, id, dueAt, payload, attempt } }) => ({
    tenant,
    queue,
    id,
    dueAt,
    payload,
    attempt: attempt + 1,
    token: formatLeaseToken({ of: 'work', tenant, queue, id, secret }),
  }))
}

export function changeLease(file: KeyValueFile, change: LeaseChange, now: number): boolean {
  const lease = parseLeaseToken(change.token)
  if (lease === null) return false
  const data = tenantData(file, lease.tenant)
  const [name, key] =
    lease.of === 'work' ? (['work', `${lease.queue}/${lease.id}`] as const) : (['follower', lease.consumer] as const)
  const held = data.get(name, key)
  if (held === undefined || held.secret !== lease.secret) return false
  const kept = change.op === 'extend'
  const visibleAt = kept ? now + change.ms : lease.of === 'work' ? change.dueAt : now
  const after = { visibleAt, secret: kept ? held.secret : null }
  file.write(['queue' in held ? data.put('work', key, { ...held, ...after }) : data.put('follower', key, { ...held, ...after })])
  return true
}
