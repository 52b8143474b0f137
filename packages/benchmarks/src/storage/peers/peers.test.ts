import { DatabaseSync } from 'node:sqlite'
import { orThrow } from '@caseload/core'
import type { Commit } from '@caseload/storage'
import { describe, expect, it } from 'vitest'
import { commits, tenant } from '../../sqlite/workload.ts'
import { hasPostgres, type PostgresScratch, postgresScratch } from '../postgres-server.ts'
import { openStore, scratchDatabases } from '../scratch-databases.ts'
import { drizzlePostgres } from './drizzle-postgres.ts'
import { drizzleSqlite } from './drizzle-sqlite.ts'
import { emmettPostgres } from './emmett-postgres.ts'
import { kyselyPostgres } from './kysely-postgres.ts'
import { kyselySqlite } from './kysely-sqlite.ts'
import { plainPostgres, plainSqlite } from './plain-transaction.ts'

const changes = commits(24)
const tables = ['k_ticket', 'key_unique', 'key_shared', 'head', 'journal', 'work', 'receipt']

type Commits = (change: Commit) => unknown

/** What is in all tables, but for when it came there. */
async function contents(rowsOf: (table: string) => Promise<readonly object[]> | readonly object[]): Promise<unknown> {
  const all: Record<string, readonly string[]> = {}
  for (const table of tables) {
    const rows = await rowsOf(table)
    all[table] = rows.map((row) => JSON.stringify({ ...row, ...(table === 'receipt' ? { at: 0 } : {}) })).sort()
  }
  return all
}

describe('on SQLite', () => {
  it('every peer leaves in the tables what our store leaves', async () => {
    const databases = await scratchDatabases()
    const written = async (path: string, commit: Commits): Promise<unknown> => {
      for (const change of changes) await commit(change)
      const database = new DatabaseSync(path)
      const found = await contents((table) => database.prepare(`select * from ${table}`).all())
      database.close()
      return found
    }
    const path = databases.fresh()
    const store = await openStore(path)
    const ours = await written(path, async (change) => orThrow(await store.commit(tenant, change)))
    await store.close()
    for (const open of [kyselySqlite, drizzleSqlite]) {
      const file = databases.fresh()
      const peer = open(file, 'normal')
      expect(await written(file, peer.commit)).toEqual(ours)
      await peer.close()
    }
    const file = databases.fresh()
    const plain = plainSqlite(file, 'normal')
    expect(await written(file, (change) => plain.commit(tenant, change))).toEqual(ours)
    plain.close()
    databases.dispose()
  })
})

describe.skipIf(!hasPostgres())('on PostgreSQL', () => {
  const written = async ({ pool }: PostgresScratch, commit: Commits): Promise<unknown> => {
    for (const change of changes) await commit(change)
    return contents(async (table) => (await pool.query(`select * from ${table}`)).rows)
  }

  it('every peer leaves in the tables what our store leaves', async () => {
    const scratch = postgresScratch(2)
    const store = await scratch.fresh()
    const ours = await written(scratch, async (change) => orThrow(await store.commit(tenant, change)))
    const plain = plainPostgres(scratch.pool)
    for (const commit of [
      kyselyPostgres(scratch.pool).commit,
      drizzlePostgres(scratch.pool).commit,
      (change: Commit) => plain.commit(tenant, change),
      (change: Commit) => plain.commit(tenant, change, true),
    ]) {
      await scratch.fresh()
      expect(await written(scratch, commit)).toEqual(ours)
    }
    await scratch.dispose()
  })

  it('an event store keeps every event, in the stream of its ticket, and waits for the disk as ours does', async () => {
    const scratch = postgresScratch(1, 'off')
    const { commit } = await emmettPostgres(scratch.pool, scratch.schema)
    for (const change of changes) await commit(change)
    const { rows } = await scratch.pool.query(
      "select count(*)::int as events, count(distinct stream_id)::int as streams, current_setting('synchronous_commit') as flush from emt_messages",
    )
    expect(rows).toEqual([{ events: 48, streams: 3, flush: 'off' }])
    await scratch.dispose()
  })
})
