import { orThrow } from '@caseload/core'
import type { Commit } from '@caseload/storage'
import { describe, expect, it } from 'vitest'
import { tenant } from '../../sqlite/workload.ts'
import { type PostgresScratch, postgresScratch } from '../postgres-server.ts'
import { drizzlePostgres } from './drizzle-postgres.ts'
import { emmettPostgres } from './emmett-postgres.ts'
import { kyselyPostgres } from './kysely-postgres.ts'
import { type Commits, changes, contents } from './left-in-tables.ts'
import { plainPostgres } from './plain-transaction.ts'

describe('on PostgreSQL', () => {
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
