import type { Commit } from '@caseload/storage'
import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import { kyselyCommit, kyselyRead } from './kysely-commit.ts'
import type { Tables } from './tables.ts'

/** Kysely on pg. It prepares no statement by name. Ending the pool is its owner's. */
export function kyselyPostgres(pool: Pool) {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    commit: (change: Commit) => kyselyCommit(db, change),
    read: (id: string) => kyselyRead(db, id),
  }
}
