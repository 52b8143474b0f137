import { conformance } from '@caseload/storage-conformance'
import { describe, it } from 'vitest'
import { sqlitePlace } from '../test/sqlite-place.ts'
import { betterSqlite3 } from './better-sqlite3-driver.ts'
import { sqliteStorage } from './sqlite-storage.ts'

describe('given an SQLite file through better-sqlite3', () => {
  conformance({
    test: (name, run) => (name.includes(': A1 ') ? undefined : it(name, run)),
    about: { durability: 'process', writers: 'one-host' },
    passes: ['guarded'],
    open(clock) {
      const { options, dispose } = sqlitePlace(clock)
      const again = () => sqliteStorage({ ...options, driver: betterSqlite3 })
      return { storage: again(), again, dispose }
    },
  })
})
