import type { FollowerLag, LagRequest } from '@caseload/storage'
import { instantIn, intIn, tenantIn } from '../executor/row.ts'
import type { SqlScript } from '../executor/sql-executor.ts'
import { select } from '../executor/statement.ts'

const behind = [
  'select h.tenant, h.seq - coalesce(f.seq, 0) as entries, j.recorded_at as since from {head} h',
  ' left join {follower} f on f.consumer = ? and f.tenant = h.tenant and f.lane = h.lane',
  ' join {journal} j on j.tenant = h.tenant and j.lane = h.lane and j.seq = coalesce(f.seq, 0) + 1',
  ' where h.lane = 0 and h.seq > coalesce(f.seq, 0) order by entries desc, h.tenant limit ?',
].join('')

/** How far a follower is behind, the furthest first. */
export function* lagScript({ consumer, limit }: LagRequest): SqlScript<readonly FollowerLag[]> {
  const { rows } = yield select(behind, consumer, limit)
  return rows.map((row) => ({
    tenant: tenantIn(row, 'tenant'),
    entries: intIn(row, 'entries'),
    since: instantIn(row, 'since'),
  }))
}
