import type { Commit } from '@caseload/storage'
import Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { kyselyCommit, kyselyRead } from './kysely-commit.ts'
import type { Tables } from './tables.ts'

/** Kysely on better-sqlite3, with the pragmas of our adapter. */
export function kyselySqlite(path: string, synchronous: 'full' | 'normal') {
  const sqlite = new Sqlite(path)
  for (const pragma of ['journal_mode = wal', `synchronous = ${synchronous}`, 'secure_delete = on', 'temp_store = memory'])
    sqlite.pragma(pragma)
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) })
  return {
    commit: (change: Commit) => kyselyCommit(db, change),
    read: (id: string) => kyselyRead(db, id),
    close: () => db.destroy(),
  }
}
