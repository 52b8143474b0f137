import { DatabaseSync } from 'node:sqlite'
import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { tenant } from '../../sqlite/workload.ts'
import { openStore, scratchDatabases } from '../scratch-databases.ts'
import { drizzleSqlite } from './drizzle-sqlite.ts'
import { kyselySqlite } from './kysely-sqlite.ts'
import { type Commits, changes, contents } from './left-in-tables.ts'
import { plainSqlite } from './plain-transaction.ts'

describe('on SQLite', () => {
  it('every peer leaves in the tables what our store leaves', async () => {
    const databases = await scratchDatabases()
    const written = async (path: string, commit: Commits): Promise<unknown> => {
      for (const change of changes) await commit(change)
      const database = new DatabaseSync(path)
      const found = await contents((table) => database.prepare(`select * from ${table}`).all())
      database.close()
      return found
    }
    const path = databases.fresh()
    const store = await openStore(path)
    const ours = await written(path, async (change) => orThrow(await store.commit(tenant, change)))
    await store.close()
    for (const open of [kyselySqlite, drizzleSqlite]) {
      const file = databases.fresh()
      const peer = open(file, 'normal')
      expect(await written(file, peer.commit)).toEqual(ours)
      await peer.close()
    }
    const file = databases.fresh()
    const plain = plainSqlite(file, 'normal')
    expect(await written(file, (change) => plain.commit(tenant, change))).toEqual(ours)
    plain.close()
    databases.dispose()
  })
})
