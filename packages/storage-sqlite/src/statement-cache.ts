import { spellSql } from '@caseload/storage-sql'

/** Statements of queries vary with their filters, so the cache has an end: the one unused for longest goes. */
const mostStatements = 256

/** Prepared statements of one connection by their text. */
export interface StatementCache<Prepared> {
  /** The prepared statement of a text. */
  prepare(sql: string): Prepared
  /** Forgets all. */
  clear(): void
}

/** An empty cache of what a driver prepares. */
export function statementCache<Prepared>(prepare: (sql: string) => Prepared): StatementCache<Prepared> {
  const statements = new Map<string, Prepared>()
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
      const fresh = prepare(spellSql(sql, { table: (name) => `"${name}"` }))
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
