import type { TenantId } from '@caseload/core'
import type { EntryRef, VerifyReport } from '@caseload/storage'
import { ok, type Result } from 'neverthrow'
import { intIn, textIn } from '../executor/row.ts'
import type { SqlScript } from '../executor/sql-executor.ts'
import { change, select } from '../executor/statement.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'

const forget = 'delete from {receipt} where at < ?'
const stretch = 'select seq, stream, version from {journal} where tenant = ? and lane = 0 and seq > ? order by seq limit 1000'

/** Sets the data of entries to null and says how many had any. */
export function* redactScript(
  { dialect }: Vocabulary,
  tenant: TenantId,
  entries: readonly EntryRef[],
): SqlScript<Result<number, never>> {
  const redactEntry = `update {journal} set data = 'null' where tenant = ? and lane = ? and seq = ? and ${dialect.jsonText('data')} <> 'null'`
  let redacted = 0
  for (const { lane, seq } of entries) redacted += (yield change(redactEntry, tenant, lane, seq)).changes
  return ok(redacted)
}

/** Forgets receipts older than an instant and says how many. */
export function* pruneScript(olderThan: number): SqlScript<Result<number, never>> {
  return ok((yield change(forget, olderThan)).changes)
}

/** Reads a journal through: places without gaps up to the head, versions of each stream without gaps. */
export function* verifyScript(tenant: TenantId): SqlScript<VerifyReport> {
  const last = new Map<string, number>()
  let seq = 0
  for (;;) {
    const { rows } = yield select(stretch, tenant, seq)
    for (const row of rows) {
      const stream = textIn(row, 'stream')
      const version = (last.get(stream) ?? 0) + 1
      if (intIn(row, 'seq') !== seq + 1 || intIn(row, 'version') !== version) {
        return { entries: seq, brokenAt: { lane: 0, seq: seq + 1 } }
      }
      last.set(stream, version)
      seq += 1
    }
    if (rows.length === 0) break
  }
  const { rows } = yield select('select seq from {head} where tenant = ? and lane = 0', tenant)
  const head = rows[0] === undefined ? 0 : intIn(rows[0], 'seq')
  return { entries: seq, brokenAt: head === seq ? null : { lane: 0, seq: seq + 1 } }
}
