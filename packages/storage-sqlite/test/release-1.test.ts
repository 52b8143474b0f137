import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { everythingIn, release1InMemory } from '@caseload/storage-testing'
import { describe, expect, it } from 'vitest'
import { sqliteStorage } from '../src/sqlite-storage.ts'

describe('given a file as release 1 left it', () => {
  it('is brought to the newest form, and gives every document, journal, receipt, work item and follower back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caseload-release-'))
    const path = join(folder, 'desk.db')
    const database = new DatabaseSync(path)
    database.exec(readFileSync(new URL('./release-1.sql', import.meta.url), 'utf8'))
    database.close()
    const refused = await sqliteStorage({ path, migrations: 'refuse' }).open({ kinds: [] })
    expect(refused._unsafeUnwrapErr().message).toBe('the database lacks what opening may not add: 0002-tenant-first-in-every-key')
    const read = await everythingIn((now) => sqliteStorage({ path, clock: { now: () => now } }))
    expect(read).toEqual(await everythingIn(await release1InMemory()))
    rmSync(folder, { recursive: true })
  })
})
