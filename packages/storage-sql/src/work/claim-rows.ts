import type { TenantId } from '@caseload/core'
import { compareText, type FollowClaim, formatLeaseToken, type JsonText, journalCursor, type WorkClaim } from '@caseload/storage'
import { asJsonText } from '../executor/json-text-in.ts'
import { asInt, asTenant, asText, intIn, tenantIn, textIn } from '../executor/row.ts'
import type { SqlOutcome, SqlRow } from '../executor/sql-executor.ts'

/** The columns of an item that is given out, in the order of {@link workClaims}. */
export const itemColumns = ['tenant', 'queue', 'id', 'due_at', 'attempt', 'payload'] as const

/** Items from the rows they had before they were leased. */
export function workClaims({ rows, lists }: Pick<SqlOutcome, 'rows' | 'lists'>, secret: string): readonly WorkClaim<JsonText>[] {
  const claims: WorkClaim<JsonText>[] = []
  let known: TenantId | null = null
  for (const values of lists ?? rows.map(valuesOf)) {
    // Neighbours are mostly of one tenant, whose name needs looking at only once.
    const tenant: TenantId = known !== null && known === values[0] ? known : asTenant(values[0], 'tenant')
    known = tenant
    const queue = asText(values[1], 'queue')
    const id = asText(values[2], 'id')
    claims.push({
      tenant,
      queue,
      id,
      dueAt: asInt(values[3], 'due_at'),
      payload: asJsonText(values[5], 'payload'),
      attempt: asInt(values[4], 'attempt') + 1,
      token: formatLeaseToken({ of: 'work', tenant, queue, id, secret }),
    })
  }
  return claims
}

function valuesOf(row: SqlRow): readonly unknown[] {
  return itemColumns.map((column) => row[column])
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
