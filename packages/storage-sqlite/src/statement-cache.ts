import { spellSql } from '@caseload/storage-sql'
import type { SqliteDatabase, SqliteStatement } from './sqlite-driver.ts'

/** Statements of queries vary with their filters, so the cache has an end: the one unused for longest goes. */
const mostStatements = 256

/** Prepared statements of one connection by their text. */
export interface StatementCache {
  /** The prepared statement of a text. */
  prepare(sql: string): SqliteStatement
  /** Forgets all. */
  clear(): void
}

/** An empty cache. */
export function statementCache(database: SqliteDatabase): StatementCache {
  const statements = new Map<string, SqliteStatement>()
  let overflowing = false
  return {
    prepare(sql) {
      const known = statements.get(sql)
      if (known !== undefined) {
        // Order matters only once something has to go; until then every hit is a look-up and nothing more.
        if (overflowing) {
          statements.delete(sql)
          statements.set(sql, known)
        }
        return known
      }
      const fresh = database.prepare(spellSql(sql, { table: (name) => `"${name}"` }))
      statements.set(sql, fresh)
      if (statements.size > mostStatements) {
        overflowing = true
        for (const oldest of statements.keys()) {
          statements.delete(oldest)
          break
        }
      }
      return fresh
    },
    clear() {
      statements.clear()
    },
  }
}
