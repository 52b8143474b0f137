import { readFileSync } from 'node:fs'
import { everythingIn, release1InMemory } from '@caseload/storage-testing'
import { Client, Pool } from 'pg'
import { describe, expect, it } from 'vitest'
import { postgresStorage } from '../src/postgres-storage.ts'
import { postgresUrl } from './test-servers.ts'

describe('given a database as release 1 left it', () => {
  it('is brought to the newest form, and gives every document, journal, receipt, work item and follower back', async () => {
    const url = new URL(postgresUrl ?? '')
    const database = `caseload_test_release_${process.pid}`
    const admin = new Client({ connectionString: url.href })
    await admin.connect()
    await admin.query(`create database ${database}`)
    url.pathname = `/${database}`
    const pool = new Pool({ connectionString: url.href })
    try {
      // A dump changes the session it is read by.
      const reader = new Client({ connectionString: url.href })
      await reader.connect()
      await reader.query(readFileSync(new URL('./release-1.sql', import.meta.url), 'utf8'))
      await reader.end()
      const read = await everythingIn((now) => postgresStorage({ pool, clock: { now: () => now } }))
      expect(read).toEqual(await everythingIn(await release1InMemory()))
    } finally {
      await pool.end()
      await admin.query(`drop database ${database}`)
      await admin.end()
    }
  })
})
