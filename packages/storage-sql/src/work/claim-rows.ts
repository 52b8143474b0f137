import { compareText, type FollowClaim, formatLeaseToken, type JsonText, journalCursor, type WorkClaim } from '@caseload/storage'
import { jsonTextIn } from '../executor/json-text-in.ts'
import { intIn, tenantIn, textIn } from '../executor/row.ts'
import type { SqlRow } from '../executor/sql-executor.ts'

/** An item from the row it had before it was leased. */
export function workClaim(row: SqlRow, secret: string): WorkClaim<JsonText> {
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

/** A follower's place from the row it had before it was leased. */
export function followClaim(consumer: string, row: SqlRow, secret: string): FollowClaim {
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

/** Items in the order in which they are given out. */
export function inOrder(rows: readonly SqlRow[]): readonly SqlRow[] {
  return rows.toSorted(
    (a, b) =>
      intIn(a, 'visible_at') - intIn(b, 'visible_at') ||
      compareText(textIn(a, 'id'), textIn(b, 'id')) ||
      compareText(textIn(a, 'tenant'), textIn(b, 'tenant')) ||
      compareText(textIn(a, 'queue'), textIn(b, 'queue')),
  )
}
