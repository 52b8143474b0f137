import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrationName, migrationSql, sqliteDialect } from '@caseload/storage-sql'
import { describe, expect, it } from 'vitest'

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
})
