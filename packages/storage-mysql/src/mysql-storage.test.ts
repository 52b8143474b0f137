import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { orThrow, parseTenantId } from '@caseload/core'
import { guardStore, type KindSpec } from '@caseload/storage'
import { createPool } from 'mysql2/promise'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { mariadbUrl } from '../test/test-servers.ts'
import { type MysqlStorageOptions, mysqlStorage } from './mysql-storage.ts'

const acme = orThrow(parseTenantId('acme'))
const kinds: readonly KindSpec[] = [
  { kind: 'note', fields: { author: { type: 'text', nullable: true } }, paths: [{ eq: ['author'], sort: [] }] },
]

describe('given options that cannot be used', () => {
  it('refuses them before it connects', async () => {
    const pool = createPool({ port: 1 })
    const wrong: readonly Partial<MysqlStorageOptions>[] = [
      { database: 'Desk' },
      { database: 'a`b' },
      { connectTimeoutMs: 0 },
      { statementTimeoutMs: 1.5 },
    ]
    for (const options of wrong) {
      const [name = ''] = Object.keys(options)
      const refused = await mysqlStorage({ pool, ...options }).open({ kinds })
      expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/invalid', path: name })
    }
    await pool.end()
  })
})

if (mariadbUrl !== null) {
  const url = mariadbUrl
  const pool = createPool({ uri: url })
  const database = `caseload_test_own_${process.pid}`
  const open = () => mysqlStorage({ pool, database }).open({ kinds })

  afterEach(() => pool.query(`drop database if exists ${database}`))
  afterAll(() => pool.end())

  describe('given a database on a server', () => {
    it('is made by eight installers at once, one of which does the work', async () => {
      const pools = Array.from({ length: 8 }, () => createPool({ uri: url, connectionLimit: 2 }))
      const opened = await Promise.all(pools.map((each) => mysqlStorage({ pool: each, database }).open({ kinds })))
      expect(opened.map((each) => each.isOk())).toEqual(pools.map(() => true))
      const [rows] = await pool.query(`select id, name from ${database}.migration`)
      expect(rows).toEqual([{ id: 1, name: 'create-tables' }])
      await Promise.all(pools.map((each) => each.end()))
    })

    it('says so where a table could not be rebuilt, which the server tells in a row', async () => {
      const impatient = createPool({ uri: url })
      impatient.pool.on('connection', (connection) => connection.query('set session lock_wait_timeout = 1'))
      const { admin, store } = orThrow(await mysqlStorage({ pool: impatient, database }).open({ kinds }))
      const reader = await pool.getConnection()
      await reader.query('start transaction')
      await reader.query(`select * from ${database}.k_note`)
      const refused = await admin.scrub()
      await reader.query('rollback')
      reader.release()
      expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/busy' })
      expect((await admin.scrub()).isOk()).toBe(true)
      await store.close()
      await impatient.end()
    })

    it('is completed where making it broke off half-way', async () => {
      await (await open())._unsafeUnwrap().store.close()
      for (const table of ['work', 'k_note', 'journal']) await pool.query(`drop table ${database}.${table}`)
      for (const table of ['meta', 'migration', 'kind']) await pool.query(`delete from ${database}.${table}`)
      const { admin, store } = orThrow(await open())
      expect(orThrow(await admin.migrate('check')).pending).toEqual([])
      await store.close()
    })

    it('is opened where migrations are refused once the published SQL files were carried out by hand, in their order', async () => {
      await pool.query(`create database ${database}`)
      const folder = join(import.meta.dirname, '../migrations')
      const several = createPool({ uri: url, multipleStatements: true })
      for (const name of readdirSync(folder).sort())
        await several.query(readFileSync(join(folder, name), 'utf8').replaceAll('`caseload`.', `\`${database}\`.`))
      await several.end()
      const { admin, store } = orThrow(await mysqlStorage({ pool, database, migrations: 'refuse' }).open({ kinds: [] }))
      expect(orThrow(await admin.migrate('check')).pending).toEqual([])
      await store.close()
    })

    it('puts the tenant first in every key, and in every index but the one that work of all tenants is found by', async () => {
      await orThrow(await open()).store.close()
      // The pool is its caller's: it goes on without the store.
      const [rows] = await pool.query(
        'select table_name as `table`, index_name as name, column_name as first from information_schema.statistics where table_schema = ? and seq_in_index = 1',
        [database],
      )
      if (!Array.isArray(rows)) throw new Error('expected rows')
      const ofTenants = rows.filter((row) => 'table' in row && !['meta', 'migration', 'kind'].includes(String(row['table'])))
      expect(ofTenants.length).toBeGreaterThan(9)
      expect(ofTenants.filter((row) => 'first' in row && row['first'] !== 'tenant')).toEqual([
        { table: 'work', name: 'work_visible', first: 'queue' },
      ])
    })

    it('compares text by its bytes: case, accents and trailing blanks count', async () => {
      const opened = orThrow(await open())
      const store = guardStore(opened, { kinds })
      const authors = ['Ada', 'ada', 'ada ', 'adà']
      for (const [index, author] of authors.entries()) {
        const write = { op: 'put', ref: { kind: 'note', id: `n${index}` }, version: 0, doc: {}, fields: { author } } as const
        orThrow(await store.commit(acme, { key: `c${index}`, writes: [write], events: [] }))
      }
      for (const [index, value] of authors.entries()) {
        const found = orThrow(await store.find(acme, { kind: 'note', where: [{ field: 'author', op: 'eq', value }], limit: 9 }))
        expect(found.items.map(({ ref }) => ref.id)).toEqual([`n${index}`])
      }
      await store.close()
    })

    it('refuses a database of another program', async () => {
      await pool.query(`create database ${database}`)
      await pool.query(`create table ${database}.users (id int)`)
      expect((await open())._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/unavailable', why: 'schema' })
    })

    it('refuses a pool with another character set', async () => {
      const latin = createPool({ uri: url, charset: 'latin1_swedish_ci' })
      const refused = await mysqlStorage({ pool: latin, database }).open({ kinds })
      expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/invalid', path: 'pool' })
      await latin.end()
    })
  })
}
