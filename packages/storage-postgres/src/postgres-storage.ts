import { type Clock, instant } from '@caseload/core'
import {
  contractLimits,
  randomSecret,
  type Storage,
  type StorageProblem,
  type StoreAbout,
  storageInvalid,
} from '@caseload/storage'
import { openSqlStore, type PostgresProfile, postgresDialect, type SqlExecutor } from '@caseload/storage-sql'
import { errAsync, okAsync, type ResultAsync } from 'neverthrow'
import { postgresExecutor } from './postgres-executor.ts'
import type { PostgresPool } from './postgres-pool.ts'
import { durabilityOf, makeSchema } from './server-settings.ts'

/** Which database a store is in, and how it behaves. */
export interface PostgresStorageOptions {
  /** A pool of `pg`. It stays its caller's: closing the store does not end it. */
  readonly pool: PostgresPool
  /** The schema that holds the tables, made if it is not there; `caseload` by default. A lower-case letter or `_`, then up to 39 lower-case letters, digits or `_`. */
  readonly schema?: string
  /** The engine, `postgres` by default. The others are PostgreSQL's relatives, for which claims, JSON and commits are said differently; they have not been tried on those engines yet. */
  readonly profile?: PostgresProfile
  /** `apply`, the default: open brings the database to the form the kinds need. `refuse`: it gives `storage/unavailable`, `schema` where anything is lacking. */
  readonly migrations?: 'apply' | 'refuse'
  /**
   * Whether every transaction sets `caseload.tenant` to the tenant whose rows it is about, so that a role that does not own the tables is held to them by row-level security; false by default,
   * since it costs the one round trip a commit otherwise is.
   */
  readonly setTenant?: boolean
  /** Whether statements that repeat are prepared by name, true by default; false for poolers that hand each transaction another connection and do not know of names. */
  readonly prepare?: boolean
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
 * Keeps everything in a schema of a PostgreSQL database, for any number of processes on any number of hosts.
 *
 * `open` gives `storage/invalid` for an option out of range or kinds that contradict themselves; `storage/unavailable` where the server is not reached (`network`), the schema is somebody else's, newer, or
 * lacks something that is not to be added (`schema`); and `storage/busy` where no connection was free.
 *
 * @param options - The pool, and how to behave.
 *
 * @example
 * ```ts
 * import { postgresStorage } from '@caseload/storage-postgres'
 * import { Pool } from 'pg'
 *
 * const pool = new Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 500 })
 * const refused = await postgresStorage({ pool }).open({ kinds: [] })
 * refused._unsafeUnwrapErr().message // => 'the database was not reached'
 *
 * const wrong = await postgresStorage({ pool, schema: 'Desk' }).open({ kinds: [] })
 * wrong._unsafeUnwrapErr().kind // => 'storage/invalid'
 * await pool.end()
 * ```
 */
export function postgresStorage(options: PostgresStorageOptions): Storage {
  const {
    pool,
    schema = 'caseload',
    profile = 'postgres',
    migrations = 'apply',
    setTenant = false,
    prepare = true,
    connectTimeoutMs = 2000,
    statementTimeoutMs = 30_000,
    secret = randomSecret,
  } = options
  const clock = options.clock ?? { now: () => instant(Date.now()) }
  return {
    name: 'postgres',
    open({ kinds }) {
      const issue = checkOptions(schema, profile, connectTimeoutMs, statementTimeoutMs)
      if (issue !== null) return errAsync(issue)
      const vacuums = profile === 'postgres' || profile === 'citus'
      const executor = postgresExecutor({ pool, schema, setTenant, prepare, connectTimeoutMs, statementTimeoutMs, vacuums })
      const ready: ResultAsync<void, StorageProblem> = migrations === 'apply' ? makeSchema(executor, schema) : okAsync(undefined)
      return ready
        .andThen(() => durabilityOf(executor))
        .andThen((durability) =>
          openSqlStore(executor, {
            kinds,
            about: aboutPostgres(durability),
            dialect: postgresDialect(schema, profile),
            clock,
            secret,
            migrations,
          }),
        )
        .mapErr((problem) => closed(executor, problem))
    },
  }
}

function closed(executor: SqlExecutor, problem: StorageProblem): StorageProblem {
  executor.close()
  return problem
}

const profiles: readonly string[] = ['postgres', 'cockroachdb', 'yugabytedb', 'citus'] satisfies readonly PostgresProfile[]

function checkOptions(
  schema: string,
  profile: string,
  connectTimeoutMs: number,
  statementTimeoutMs: number,
): StorageProblem | null {
  if (!/^[a-z_][a-z0-9_]{0,39}$/.test(schema) || schema.startsWith('pg_')) {
    return storageInvalid('schema', 'a lower-case letter or _, then up to 39 lower-case letters, digits or _')
  }
  if (!profiles.includes(profile)) return storageInvalid('profile', profiles.join(', '))
  if (!isTimeout(connectTimeoutMs)) return storageInvalid('connectTimeoutMs', 'a whole number from 1 to 3600000')
  return isTimeout(statementTimeoutMs) ? null : storageInvalid('statementTimeoutMs', 'a whole number from 1 to 3600000')
}

function isTimeout(ms: number): boolean {
  return Number.isInteger(ms) && ms >= 1 && ms <= 3_600_000
}

function aboutPostgres(durability: StoreAbout['durability']): StoreAbout {
  return { name: 'postgres', contract: 1, durability, writers: 'many-hosts', lanes: 1, limits: contractLimits }
}
