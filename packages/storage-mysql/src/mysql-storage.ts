import { type Clock, instant } from '@caseload/core'
import {
  contractLimits,
  randomSecret,
  type Storage,
  type StorageProblem,
  type StoreAbout,
  storageInvalid,
} from '@caseload/storage'
import { mariadbWords, mysql8Words, mysqlDialect, openSqlStore, type SqlExecutor } from '@caseload/storage-sql'
import { errAsync } from 'neverthrow'
import { mysqlExecutor } from './mysql-executor.ts'
import type { MysqlPool } from './mysql-pool.ts'
import { lookAtServer } from './server-settings.ts'

/** Which database a store is in, and how it behaves. */
export interface MysqlStorageOptions {
  /** A pool of `mysql2/promise`, for the store alone, with the character set `utf8mb4` it has by default. It stays its caller's: closing the store does not end it. */
  readonly pool: MysqlPool
  /** The database that holds the tables and nothing else, made if it is not there; `caseload` by default. A lower-case letter or `_`, then up to 39 lower-case letters, digits or `_`. */
  readonly database?: string
  /** The engine: `mariadb`, the default, 10.6 or later; `mysql`, 8.0 or later, which has not been tried on that engine yet. */
  readonly engine?: 'mariadb' | 'mysql'
  /** `apply`, the default: open brings the database to the form the kinds need. `refuse`: it gives `storage/unavailable`, `schema` where anything is lacking. */
  readonly migrations?: 'apply' | 'refuse'
  /** How long to wait for a free connection before it is `storage/busy`, and the guard tries again; 2,000 by default. */
  readonly connectTimeoutMs?: number
  /** How long to wait for the answer to a statement before the connection is given up; 30,000 by default. */
  readonly statementTimeoutMs?: number
  /** The store's clock, by which leases end and receipts age; by default the host's. Hosts that share a database need clocks that agree within a fraction of the shortest lease. */
  readonly clock?: Clock
  /** The random part of lease tokens, at least 128 bits; by default from the platform's cryptographic generator. */
  readonly secret?: () => string
}

/**
 * Keeps everything in a MariaDB database (10.6 or later), for any number of processes on any number of hosts.
 *
 * `open` gives `storage/invalid` for an option out of range, a pool with another character set than `utf8mb4`, or kinds that contradict themselves; `storage/unavailable` where the server is not reached
 * (`network`), the database is somebody else's, newer, or lacks something that is not to be added (`schema`); and `storage/busy` where no connection was free.
 *
 * @param options - The pool, and how to behave.
 *
 * @example
 * ```ts
 * import { mysqlStorage } from '@caseload/storage-mysql'
 * import { createPool } from 'mysql2/promise'
 *
 * const pool = createPool({ host: '127.0.0.1', port: 1, connectTimeout: 500 })
 * const refused = await mysqlStorage({ pool }).open({ kinds: [] })
 * refused._unsafeUnwrapErr().message // => 'the database was not reached'
 *
 * const wrong = await mysqlStorage({ pool, database: 'Desk' }).open({ kinds: [] })
 * wrong._unsafeUnwrapErr().kind // => 'storage/invalid'
 * await pool.end()
 * ```
 */
export function mysqlStorage(options: MysqlStorageOptions): Storage {
  const {
    pool,
    database = 'caseload',
    engine = 'mariadb',
    migrations = 'apply',
    connectTimeoutMs = 2000,
    statementTimeoutMs = 30_000,
    secret = randomSecret,
  } = options
  const clock = options.clock ?? { now: () => instant(Date.now()) }
  return {
    name: 'mysql',
    open({ kinds }) {
      const issue = checkOptions(database, engine, connectTimeoutMs, statementTimeoutMs)
      if (issue !== null) return errAsync(issue)
      const isolation = engine === 'mariadb' ? 'tx_isolation' : 'transaction_isolation'
      const executor = mysqlExecutor({ pool, database, isolation, connectTimeoutMs, statementTimeoutMs })
      const words = engine === 'mariadb' ? mariadbWords : mysql8Words
      return lookAtServer(executor, migrations === 'apply' ? database : null)
        .andThen((durability) =>
          openSqlStore(executor, {
            kinds,
            about: aboutMysql(durability),
            dialect: mysqlDialect({ ...words, database }),
            clock,
            secret,
            migrations,
          }),
        )
        .orElse((problem) => closeThen(executor, problem))
    },
  }
}

function closeThen(executor: SqlExecutor, problem: StorageProblem) {
  return executor.close().andThen(() => errAsync(problem))
}

function checkOptions(
  database: string,
  engine: string,
  connectTimeoutMs: number,
  statementTimeoutMs: number,
): StorageProblem | null {
  if (!/^[a-z_][a-z0-9_]{0,39}$/.test(database)) {
    return storageInvalid('database', 'a lower-case letter or _, then up to 39 lower-case letters, digits or _')
  }
  if (engine !== 'mariadb' && engine !== 'mysql') return storageInvalid('engine', 'mariadb or mysql')
  if (!isTimeout(connectTimeoutMs)) return storageInvalid('connectTimeoutMs', 'a whole number from 1 to 3600000')
  return isTimeout(statementTimeoutMs) ? null : storageInvalid('statementTimeoutMs', 'a whole number from 1 to 3600000')
}

function isTimeout(ms: number): boolean {
  return Number.isInteger(ms) && ms >= 1 && ms <= 3_600_000
}

function aboutMysql(durability: StoreAbout['durability']): StoreAbout {
  return { name: 'mysql', contract: 1, durability, writers: 'many-hosts', lanes: 1, limits: contractLimits }
}
