import { orThrow } from '@caseload/core'
import {
  committedWhileImported,
  committedWhileRemoved,
  importedWhileCommitted,
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

  /** Leaves a transaction open until told otherwise. */
  async function hold(sql: (table: (name: string) => string) => string) {
    const holder = await pool.connect()
    await holder.query('begin')
    await holder.query(sql((name) => `${schema}.${name}`))
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

      it(`keeps a commit waiting while another tenant is taken in, ${events ? 'with' : 'without'} events`, async () => {
        const seen = await committedWhileImported({ open, hold, waiting }, events)
        expect(seen).toEqual({ waited: true, refused: null, ids: ['mine', 'n1'], whole: true })
      })

      it(`takes in nothing where a commit is under way, ${events ? 'with' : 'without'} events`, async () => {
        const seen = await importedWhileCommitted({ open, hold, waiting }, events)
        expect(seen).toEqual({ waited: true, refused: 'storage/invalid', ids: ['mine'], whole: true })
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
