import { relative } from 'node:path'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import type { Database } from '../cli/database.ts'
import type { Options } from '../cli/options.ts'

/** A database a replay can write to. */
export interface ReplayStorage {
  /** The storage. */
  readonly storage: Storage
  /** What to call it; never with a password. */
  readonly name: string
  /** Ends connections of its own. */
  readonly end: () => Promise<unknown>
}

const nothing = async (): Promise<void> => undefined

/** The storage that `--db` names. Drivers of servers are loaded only where one is asked for. */
export async function replayStorage(database: Database, synchronous: Options['synchronous']): Promise<ReplayStorage> {
  const parts = { end: nothing }
  switch (database.engine) {
    case 'memory':
      return { ...parts, storage: memoryStorage(), name: 'memory' }
    case 'sqlite': {
      const { path } = database
      return { ...parts, storage: sqliteStorage({ path, synchronous }), name: relative('.', path) }
    }
    case 'pglite': {
      const { pgliteStorage } = await import('@caseload/storage-postgres/pglite')
      const name = `PGlite in ${relative('.', database.path)}, which is not durable: what power takes is gone`
      return { ...parts, storage: pgliteStorage({ folder: database.path }), name }
    }
    case 'postgres': {
      const { postgresStorage } = await import('@caseload/storage-postgres')
      const { Pool } = await import('pg')
      const pool = new Pool({ connectionString: database.url.href })
      const name = `PostgreSQL at ${database.url.host}`
      return { ...parts, storage: postgresStorage({ pool }), name, end: () => pool.end() }
    }
    case 'mysql': {
      const { mysqlStorage } = await import('@caseload/storage-mysql')
      const { createPool } = await import('mysql2/promise')
      // The store makes its database where it is not there, so the connections begin outside of it.
      const url = new URL(database.url)
      const own = url.pathname.slice(1)
      url.pathname = '/'
      const pool = createPool({ uri: url.href })
      const storage = mysqlStorage(own === '' ? { pool } : { pool, database: own })
      return { ...parts, storage, name: `MariaDB at ${database.url.host}`, end: () => pool.end() }
    }
  }
}
