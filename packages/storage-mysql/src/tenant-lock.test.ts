import { orThrow } from '@caseload/core'
import {
  committedWhileImported,
  committedWhileRemoved,
  importedWhileCommitted,
  madeAndRemovedWhileMade,
  madeWhileRemoved,
  notedKinds,
} from '@caseload/storage-testing'
import { createPool } from 'mysql2/promise'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { mariadbUrl } from '../test/test-servers.ts'
import { mysqlStorage } from './mysql-storage.ts'

if (mariadbUrl !== null) {
  const pool = createPool({ uri: mariadbUrl })
  const database = `caseload_test_lock_${process.pid}`

  afterEach(() => pool.query(`drop database if exists ${database}`))
  afterAll(() => pool.end())

  async function open() {
    return orThrow(await mysqlStorage({ pool, database }).open({ kinds: notedKinds }))
  }

  /** Leaves a transaction open until told otherwise. */
  async function hold(sql: (table: (name: string) => string) => string) {
    const holder = await pool.getConnection()
    await holder.query('start transaction')
    await holder.query(sql((name) => `${database}.${name}`))
    return async () => {
      await holder.query('rollback')
      holder.release()
    }
  }

  /** Until so many wait for a lock. The engine answers as before where it is asked within a tenth of a second. */
  async function waiting(count: number) {
    const asked = `select trx_id from information_schema.innodb_trx where trx_state = 'LOCK WAIT' and trx_query like '%${database}%'`
    for (const until = performance.now() + 20_000; performance.now() < until; ) {
      const [rows] = await pool.query(asked)
      if (Array.isArray(rows) && rows.length >= count) return
      await new Promise((done) => setTimeout(done, 150))
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
