import { orThrow } from '@caseload/core'
import {
  committedWhileImported,
  committedWhileRemoved,
  madeAndRemovedWhileMade,
  madeWhileRemoved,
  notedKinds,
} from '@caseload/storage-testing'
import { Pool } from 'pg'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { postgresUrl } from '../test/test-servers.ts'
import { postgresStorage } from './postgres-storage.ts'

if (postgresUrl !== null) {
  const pool = new Pool({ connectionString: postgresUrl })
  const schema = `caseload_test_lock_${process.pid}`

  afterEach(() => pool.query(`drop schema if exists ${schema} cascade`))
  afterAll(() => pool.end())

  async function open() {
    return orThrow(await postgresStorage({ pool, schema }).open({ kinds: notedKinds }))
  }

  /** Holds the rows of a table until told otherwise. */
  async function hold(table: string) {
    const holder = await pool.connect()
    await holder.query('begin')
    await holder.query(`select 1 from ${schema}.${table} for update`)
    return async () => {
      await holder.query('rollback')
      holder.release()
    }
  }

  /** Until so many wait for a lock. */
  async function waiting(count: number) {
    const asked = `select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and query like '%${schema}%'`
    for (const until = performance.now() + 20_000; performance.now() < until; ) {
      const { rows } = await pool.query<{ n: number }>(asked)
      if ((rows[0]?.n ?? 0) >= count) return
      await new Promise((done) => setTimeout(done, 10))
    }
    throw new Error('nobody waits')
  }

  describe('given a tenant that somebody else writes for', () => {
    for (const events of [true, false]) {
      it(`is removed with all of a commit or without it, ${events ? 'with' : 'without'} events`, async () => {
        const seen = await committedWhileRemoved({ open, hold, waiting }, events)
        expect(seen).toEqual({ committed: true, doc: true, key: true, entries: events ? ['n2'] : [], work: true })
      })

      it(`takes in nothing beside a commit ${events ? 'with' : 'without'} events`, async () => {
        const { refused, ids, whole } = await committedWhileImported({ open, hold, waiting }, events)
        // One comes first: then the other finds something there, or comes after it.
        expect([null, 'storage/invalid', 'storage/busy']).toContain(refused)
        expect(ids).toEqual(refused === null ? ['mine', 'n1'] : ['mine'])
        expect(whole).toBe(true)
      })

      it(`goes on counting where a document is made again in the moment of its removal, ${events ? 'with' : 'without'} events`, async () => {
        expect(await madeWhileRemoved({ open, hold, waiting }, events)).toEqual({ before: 1, since: 2 })
      })

      it(`goes on counting where a document was made and removed while a commit that makes it was waiting, ${events ? 'with' : 'without'} events`, async () => {
        expect(await madeAndRemovedWhileMade({ open, hold, waiting }, events)).toEqual({ before: 1, since: 2 })
      })
    }
  })
}
