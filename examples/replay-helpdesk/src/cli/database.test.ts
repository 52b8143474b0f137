import { describe, expect, it } from 'vitest'
import { readDatabase } from './database.ts'

describe('readDatabase', () => {
  it('takes memory, a file with or without its scheme, and servers by URL, with or without the scheme before it', () => {
    expect(readDatabase('memory')).toEqual({ engine: 'memory' })
    for (const text of ['desk.db', 'sqlite:desk.db']) expect(readDatabase(text)).toEqual({ engine: 'sqlite', path: 'desk.db' })
    expect(readDatabase('pglite:desk')).toEqual({ engine: 'pglite', path: 'desk' })
    expect(readDatabase('C:\\desk.db')).toEqual({ engine: 'sqlite', path: 'C:\\desk.db' })
    const postgres = { engine: 'postgres', url: new URL('postgres://me@db:5432/desk') }
    for (const text of ['postgres:postgres://me@db:5432/desk', 'postgres://me@db:5432/desk'])
      expect(readDatabase(text)).toEqual(postgres)
    expect(readDatabase('mysql:mysql://me@db/desk')).toEqual({ engine: 'mysql', url: new URL('mysql://me@db/desk') })
  })

  it('refuses what names nothing', () => {
    for (const text of ['', 'sqlite:', 'pglite:', 'postgres:', 'mysql:localhost', 'postgres:https://db/desk'])
      expect(readDatabase(text)).toBeNull()
  })
})
