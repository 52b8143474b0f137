import type { TenantId } from '@caseload/core'
import type { Commit, JsonText } from '@caseload/storage'
import type { SqlStatement } from '../executor/sql-executor.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'
import { type CommitParts, commitParts } from './commit-parts.ts'
import { commitText } from './commit-text.ts'
import { commitValues, keysApart } from './commit-values.ts'

/** So many texts are kept at most. */
const mostTexts = 1000

/**
 * A whole commit as one statement, and so as one round trip, for PostgreSQL; null where it cannot be said so, or is too rare to be worth a prepared statement.
 *
 * Commits are of few shapes, so the text of each shape is written once, and what is done for every commit is to collect its values.
 */
export function commitStatements(
  words: Vocabulary,
): (tenant: TenantId, commit: Commit<JsonText>, storeNow: number) => SqlStatement | null {
  const texts = new Map<string, string>()
  return (tenant, commit, storeNow) => {
    const parts = commitParts(words, tenant, commit)
    if (parts === null) return null
    const shape = commitShape(parts)
    let sql = texts.get(shape)
    if (sql === undefined) {
      sql = commitText(words.dialect, parts)
      if (texts.size >= mostTexts) texts.clear()
      texts.set(shape, sql)
    }
    return { sql, params: commitValues(tenant, commit, storeNow, parts), returns: 'rows', one: true }
  }
}

/** Everything that the text of a statement depends on. */
function commitShape({ leases, documents, firsts, events, work }: CommitParts): string {
  let shape = `${events.length} ${firsts.length}`
  for (const { handle } of leases) shape += handle.of === 'work' ? ' settle' : ' advance'
  for (const { table, put } of documents) {
    if (put === null) shape += ` hold ${table.kind}`
    else if (put.version !== 0) shape += ` update ${table.kind}`
    else {
      const { unique, shared } = keysApart(table, put)
      shape += ` insert ${table.kind} ${unique.length} ${shared.length}`
    }
  }
  for (const { op } of work) if (op === 'schedule' || op === 'cancel') shape += ` ${op}`
  return shape
}
