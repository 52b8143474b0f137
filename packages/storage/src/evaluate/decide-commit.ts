import type { TenantId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { journalCursor } from '../names/journal-cursor.ts'
import type { Commit, Receipt } from '../port/commit.ts'
import type { JsonText } from '../port/json-text.ts'
import type { KindSpec } from '../port/kind-spec.ts'
import { storageKeyReused } from '../port/problem-factories.ts'
import type { CommitProblem } from '../port/problems.ts'
import { commitProblem } from './commit-problem.ts'
import { commitRows } from './commit-rows.ts'
import type { Decision } from './decision.ts'
import { walking } from './indexes.ts'
import type { TableIndexes, Tables } from './tables.ts'

/**
 * See `Store.commit`: every check in the order of the contract, then every row that changes.
 *
 * @param tables - What the tenant has; nothing may change in it until the changes are stored.
 * @param kinds - The kinds the store was opened with.
 * @param tenant - Whose commit it is.
 * @param change - As the guard gave it.
 * @param now - By the store's clock, epoch milliseconds.
 * @param indexes - Shorter ways, where there are any.
 * @returns The receipt and the rows to store, all of them or none; every problem of a commit but those of the engine itself.
 *
 * @example
 * ```ts
 * import { orThrow, parseTenantId } from '@caseload/core'
 * import type { JsonText } from '@caseload/storage'
 * import { decideCommit, emptyTables } from '@caseload/storage/evaluate'
 *
 * const acme = orThrow(parseTenantId('acme'))
 * const ref = { kind: 'note', id: 'n1' }
 * const put = { op: 'put', ref, version: 0, doc: '{}' as JsonText, fields: {} } as const
 * const { changes } = orThrow(decideCommit(emptyTables(), [], acme, { key: 'c1', writes: [put], events: [] }, 7))
 * changes.map(([, table, key]) => [table, key]) // => [['doc', 'note/n1'], ['receipt', 'c1']]
 * ```
 */
export function decideCommit(
  tables: Tables,
  kinds: readonly KindSpec[],
  tenant: TenantId,
  change: Commit<JsonText>,
  now: number,
  indexes: TableIndexes = walking(tables),
): Result<Decision<Receipt>, CommitProblem> {
  const { key, fingerprint = null } = change
  const earlier = tables.receipt.get(key)
  if (earlier !== undefined) {
    if (earlier.fingerprint !== fingerprint) return err(storageKeyReused(key))
    return ok({ answer: { key, cursor: journalCursor(earlier.seq), replayed: true }, changes: [] })
  }
  const problem = commitProblem(tables, indexes, kinds, tenant, change)
  if (problem !== null) return err(problem)
  const seq = tables.entry.size + change.events.length
  return ok({
    answer: { key, cursor: journalCursor(seq), replayed: false },
    changes: [...commitRows(tables, tenant, change, now), [tenant, 'receipt', key, { fingerprint, seq, at: now }]],
  })
}
