import type { Storage } from '@caseload/storage'
import { mysqlStorage } from '@caseload/storage-mysql'
import { postgresStorage } from '@caseload/storage-postgres'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { createPool } from 'mysql2/promise'
import { Pool } from 'pg'
import { brokenStorage, type Flaw } from './broken-storage.ts'

/** What keeps the tables. */
export type Engine = 'sqlite' | 'postgres' | 'mariadb'

/** A store with nothing in memory that another has. */
export interface OpenTarget {
  /** The store. */
  readonly storage: Storage
  /** Lets go of its connections. */
  end(): Promise<void>
}

/** So long a store waits for an answer before it gives up. */
export const patienceMs = 1500

/**
 * A store as a process of its own would have it.
 *
 * @param engine - What keeps the tables.
 * @param place - Path of the file, or address of the server.
 * @param schema - Where the tables are on a server; without meaning for a file.
 * @param flaw - What the store does wrong on purpose; for files only.
 */
export function openTarget(engine: Engine, place: string, schema: string, flaw: Flaw | null = null): OpenTarget {
  if (engine === 'sqlite') {
    const storage = sqliteStorage(place)
    return { storage: flaw === null ? storage : brokenStorage(flaw, storage, place), end: async () => undefined }
  }
  if (engine === 'mariadb') {
    const pool = createPool({ uri: place, connectionLimit: 8, connectTimeout: patienceMs })
    return {
      storage: mysqlStorage({ pool, database: schema, statementTimeoutMs: patienceMs }),
      // A connection that was cut cannot be ended once more.
      end: () => pool.end().catch(() => undefined),
    }
  }
  const pool = new Pool({ connectionString: place, max: 8, connectionTimeoutMillis: patienceMs })
  return { storage: postgresStorage({ pool, schema, statementTimeoutMs: patienceMs }), end: () => pool.end() }
}
