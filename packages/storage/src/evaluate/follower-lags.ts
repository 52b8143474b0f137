import type { TenantId } from '@caseload/core'
import { compareText } from '../names/compare-text.ts'
import type { FollowerLag, LagRequest } from '../port/store-admin.ts'
import type { Tables } from './tables.ts'

/** See `StoreAdmin.lag`. */
export function followerLags(tenants: ReadonlyMap<TenantId, Tables>, { consumer, limit }: LagRequest): readonly FollowerLag[] {
  return [...tenants]
    .flatMap(([tenant, { entry, follower }]) => {
      const seq = follower.get(consumer)?.seq ?? 0
      const first = entry.get(String(seq + 1))
      return first === undefined ? [] : [{ tenant, entries: entry.size - seq, since: first.recordedAt }]
    })
    .sort((a, b) => b.entries - a.entries || compareText(a.tenant, b.tenant))
    .slice(0, limit)
}
