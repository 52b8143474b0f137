import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { orThrow } from '@caseload/core'
import { migrationName, migrationSql, sqliteDialect } from '@caseload/storage-sql'
import { describe, expect, it } from 'vitest'
import { sqlitePlace } from '../test/sqlite-place.ts'
import { sqliteStorage } from './sqlite-storage.ts'

const folder = join(import.meta.dirname, '../migrations')
const { migrations } = sqliteDialect
const spelling = { table: (name: string) => `"${name}"` }

describe('given the published SQL files', () => {
  it('has one for each numbered migration, with the statements that are carried out', () => {
    expect(readdirSync(folder).sort()).toEqual(migrations.map((migration) => `${migrationName(migration)}.sql`))
    for (const migration of migrations) {
      expect(readFileSync(join(folder, `${migrationName(migration)}.sql`), 'utf8')).toBe(migrationSql(migration, spelling))
    }
  })

  it('makes, carried out by hand in their order, a file that is opened where migrations are refused', async () => {
    const place = sqlitePlace()
    const database = new DatabaseSync(place.options.path)
    for (const name of readdirSync(folder).sort()) database.exec(readFileSync(join(folder, name), 'utf8'))
    database.close()
    const { store, admin } = orThrow(await sqliteStorage({ ...place.options, migrations: 'refuse' }).open({ kinds: [] }))
    expect(orThrow(await admin.migrate('check')).pending).toEqual([])
    await store.close()
    place.dispose()
  })
})
