import {
  type Claim,
  type ClaimRequest,
  type FollowClaim,
  formatLeaseToken,
  type JsonText,
  journalCursor,
  type WorkClaim,
} from '@caseload/storage'
import { ok, type Result } from 'neverthrow'
import { jsonTextIn } from '../executor/json-text-in.ts'
import { intIn, tenantIn, textIn } from '../executor/row.ts'
import type { SqlRow, SqlScript } from '../executor/sql-executor.ts'
import { change } from '../executor/statement.ts'
import { claimable, leaseClaimable } from './claim-statement.ts'

const leaseFollower =
  'insert into follower (consumer, tenant, lane, seq, visible_at, token, attempt) values (?, ?, 0, 0, ?, ?, 1) on conflict (consumer, tenant, lane) do update set visible_at = excluded.visible_at, token = excluded.token, attempt = follower.attempt + 1'

/** Takes what a request can have. Whoever asks in vain should look with {@link claimable} first, which takes no lock. */
export function* claimScript(
  request: ClaimRequest,
  storeNow: number,
  secret: string,
): SqlScript<Result<readonly Claim<JsonText>[], never>> {
  const { rows } = yield claimable(request, storeNow)
  const until = storeNow + request.leaseMs
  if (!('consumer' in request)) {
    if (rows.length > 0) yield leaseClaimable(request, storeNow, until, secret)
    return ok(rows.map((row) => workClaim(row, secret)))
  }
  const claims = rows.map((row) => followClaim(request.consumer, row, secret))
  for (const { consumer, tenant } of claims) yield change(leaseFollower, consumer, tenant, until, secret)
  return ok(claims)
}

function workClaim(row: SqlRow, secret: string): WorkClaim<JsonText> {
  const tenant = tenantIn(row, 'tenant')
  const queue = textIn(row, 'queue')
  const id = textIn(row, 'id')
  return {
    tenant,
    queue,
    id,
    dueAt: intIn(row, 'due_at'),
    payload: jsonTextIn(row, 'payload'),
    attempt: intIn(row, 'attempt') + 1,
    token: formatLeaseToken({ of: 'work', tenant, queue, id, secret }),
  }
}

function followClaim(consumer: string, row: SqlRow, secret: string): FollowClaim {
  const tenant = tenantIn(row, 'tenant')
  const seq = intIn(row, 'seq')
  return {
    tenant,
    consumer,
    after: seq === 0 ? null : journalCursor(seq),
    attempt: intIn(row, 'attempt') + 1,
    token: formatLeaseToken({ of: 'follow', tenant, consumer, secret }),
  }
}
