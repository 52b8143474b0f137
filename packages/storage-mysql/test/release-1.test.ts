import { readFileSync } from 'node:fs'
import { everythingIn, release1InMemory } from '@caseload/storage-testing'
import { createConnection, createPool } from 'mysql2/promise'
import { describe, expect, it } from 'vitest'
import { mysqlStorage } from '../src/mysql-storage.ts'
import { mariadbUrl } from './test-servers.ts'

describe('given a database as release 1 left it', () => {
  it('is brought to the newest form, and gives every document, journal, receipt, work item and follower back', async () => {
    const uri = mariadbUrl ?? ''
    const database = `caseload_test_release_${process.pid}`
    const pool = createPool({ uri })
    const reader = await createConnection({ uri, multipleStatements: true })
    await reader.query(`create database ${database}; use ${database}`)
    try {
      await reader.query(readFileSync(new URL('./release-1.sql', import.meta.url), 'utf8'))
      const read = await everythingIn((now) => mysqlStorage({ pool, database, clock: { now: () => now } }))
      expect(read).toEqual(await everythingIn(await release1InMemory()))
    } finally {
      await pool.end()
      await reader.query(`drop database ${database}`)
      await reader.end()
    }
  })
})
