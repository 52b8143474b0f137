import { type Clock, instant } from '@caseload/core'
import {
  contractLimits,
  randomSecret,
  type Storage,
  type StorageProblem,
  type StoreAbout,
  storageBusy,
  storageCorrupt,
  storageInvalid,
  storageUnavailable,
} from '@caseload/storage'
import { openSqlStore, type SqlFailure, sqliteDialect } from '@caseload/storage-sql'
import { errAsync } from 'neverthrow'
import { nodeSqlite, type SqliteDriver } from './sqlite-driver.ts'
import { sqliteExecutor } from './sqlite-executor.ts'

/** Where an SQLite store is, and how it behaves. */
export interface SqliteStorageOptions {
  /**
   * Path of the database file; made if it is not there, readable and writable for its owner only. Its folder must exist. A file that is there keeps its mode, which SQLite gives to the files
   * beside it as well.
   */
  readonly path: string
  /** What reads and writes the file: by default the SQLite that comes with Node.js; `betterSqlite3` of `@caseload/storage-sqlite/better-sqlite3` is another. */
  readonly driver?: SqliteDriver
  /** `full`, the default: an acknowledged commit survives the loss of power. `normal`: it survives the end of the process, several times as fast. */
  readonly synchronous?: 'full' | 'normal'
  /** How long SQLite waits for another process's commit, during which this process stands still; 1,000 by default. The guard tries again after that. */
  readonly busyTimeoutMs?: number
  /** `apply`, the default: open brings the file to the form the kinds need. `refuse`: it gives `storage/unavailable`, `schema` where anything is lacking. */
  readonly migrations?: 'apply' | 'refuse'
  /** The store's clock, by which leases end and receipts age; by default the host's. */
  readonly clock?: Clock
  /** The random part of lease tokens, at least 128 bits; by default from the platform's cryptographic generator. */
  readonly secret?: () => string
}

/**
 * Keeps everything in one SQLite file through node:sqlite: no server, nothing to install.
 *
 * Several handles and several processes on one machine may share the file; not machines over a network file system. A call is carried out in one synchronous
 * go, so a commit holds the event loop for as long as the disk takes to make it durable.
 *
 * `open` gives `storage/invalid` for an empty path, a URI, `:memory:` (use `memoryStorage()`) or kinds that contradict themselves; `storage/unavailable` for a file that cannot be opened
 * (`other`) or has another form than this version can use (`schema`); `storage/corrupt` for a file that is no database.
 *
 * @param options - The path of the file, or a path with more.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { orThrow } from '@caseload/core'
 * import { sqliteStorage } from '@caseload/storage-sqlite'
 *
 * const storage = sqliteStorage(join(mkdtempSync(join(tmpdir(), 'desk-')), 'desk.db'))
 * const { store, admin } = orThrow(await storage.open({ kinds: [{ kind: 'note', fields: {} }] }))
 * store.about.durability // => 'power'
 * orThrow(await admin.migrate('check')).pending // => []
 * await store.close()
 *
 * const refused = await sqliteStorage(':memory:').open({ kinds: [] })
 * refused._unsafeUnwrapErr().message // => 'path: expected a file; memoryStorage() keeps things in memory'
 * ```
 */
export function sqliteStorage(options: string | SqliteStorageOptions): Storage {
  const given: SqliteStorageOptions = typeof options === 'string' ? { path: options } : options
  const {
    path,
    synchronous = 'full',
    busyTimeoutMs = 1000,
    migrations = 'apply',
    secret = randomSecret,
    driver = nodeSqlite,
  } = given
  const clock = given.clock ?? { now: () => instant(Date.now()) }
  return {
    name: 'sqlite',
    open({ kinds }) {
      // SQLite may take such a text for an address with options, or for a file in memory, and its drivers differ in it.
      if (path.startsWith('file:')) return errAsync(storageInvalid('path', 'the path of a file, not a URI'))
      if (path === '' || path.startsWith(':')) {
        return errAsync(storageInvalid('path', 'a file; memoryStorage() keeps things in memory'))
      }
      if (!Number.isInteger(busyTimeoutMs) || busyTimeoutMs < 0 || busyTimeoutMs > 60_000) {
        return errAsync(storageInvalid('busyTimeoutMs', 'a whole number from 0 to 60000'))
      }
      if (synchronous !== 'full' && synchronous !== 'normal') return errAsync(storageInvalid('synchronous', 'full or normal'))
      const executor = sqliteExecutor({ driver, path, synchronous, busyTimeoutMs })
      if (executor.isErr()) return errAsync(openProblem(executor.error))
      return openSqlStore(executor.value, {
        kinds,
        about: aboutSqlite(synchronous),
        dialect: sqliteDialect,
        clock,
        secret,
        migrations,
      }).mapErr((problem) => {
        executor.value.close()
        return problem
      })
    },
  }
}

function openProblem({ reason, cause }: SqlFailure): StorageProblem {
  if (reason === 'retry') return storageBusy(cause)
  if (reason === 'corrupt') return storageCorrupt(null, 'an SQLite database')
  return storageUnavailable(reason === 'readonly' || reason === 'full' ? reason : 'other', cause)
}

function aboutSqlite(synchronous: 'full' | 'normal'): StoreAbout {
  return {
    name: 'sqlite',
    contract: 1,
    durability: synchronous === 'full' ? 'power' : 'process',
    writers: 'one-host',
    lanes: 1,
    limits: contractLimits,
  }
}
