import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Clock } from '@caseload/core'
import type { Place } from '@caseload/storage-conformance'
import { tcpProxy, workerProcess } from '@caseload/storage-conformance/faults'
import { Pool } from 'pg'
import { type PostgresStorageOptions, postgresStorage } from '../src/postgres-storage.ts'
import { faultyPool } from './faulty-pool.ts'

/** A server, and how its stores are set up. */
export interface PostgresServer {
  /** Where it is, as somebody who may do everything. */
  readonly url: string
  /** How the stores are set up. */
  readonly options?: Omit<PostgresStorageOptions, 'pool' | 'schema' | 'clock'>
}

/** Places on one server: each has a schema that is empty. Schemas are used again, since making one takes longer than most cases. */
export interface PostgresPlaces {
  /** Gives a place. */
  open(clock: Clock): Promise<Place>
  /** Takes all schemas away. */
  close(): Promise<void>
}

/** How long the stores of a place wait for an answer. */
const timeoutMs = 1500

/** Places on a server. */
export function postgresPlaces({ url, options = {} }: PostgresServer): PostgresPlaces {
  const admin = new Pool({ connectionString: url, max: 4 })
  const made: string[] = []
  const free: string[] = []
  const address = new URL(url)
  return {
    async open(clock) {
      const schema = free.pop() ?? `caseload_test_${randomBytes(6).toString('hex')}`
      if (!made.includes(schema)) made.push(schema)
      const proxy = await tcpProxy({ host: address.hostname, port: Number(address.port || 5432), timeoutMs })
      const behind = new URL(url)
      behind.hostname = '127.0.0.1'
      behind.port = String(proxy.port)
      const pools: Pool[] = []
      const poolOf = (connectionString: string): Pool => {
        const pool = new Pool({ connectionString, max: 10, connectionTimeoutMillis: timeoutMs })
        pools.push(pool)
        return pool
      }
      const more = { ...options, schema, clock, statementTimeoutMs: timeoutMs }
      const faulty = faultyPool(poolOf(behind.href))
      const { wire, ...place } = {
        storage: postgresStorage({ ...more, pool: faulty.pool }),
        again: () => postgresStorage({ ...more, pool: poolOf(url) }),
        process: (job: readonly string[]) =>
          workerProcess(
            fileURLToPath(new URL('./worker.ts', import.meta.url)),
            [url, schema, JSON.stringify(options), ...job],
            ['--conditions=@caseload/source', '--no-warnings'],
          ),
        wire: proxy,
        bytes: () => bytesOf(admin, schema),
        flushes: () => flushesOf(admin, pools),
        bystander: () => bystander(admin),
        async dispose() {
          await proxy.close()
          await Promise.all(pools.map(endPool))
          await empty(admin, schema)
          free.push(schema)
        },
      }
      // A commit that is one statement has nothing between its statements.
      return faulty.steps(options) ? { ...place, wire, statements: faulty.faults } : { ...place, wire }
    },
    async close() {
      for (const schema of made) await admin.query(`drop schema if exists "${schema}" cascade`)
      await endPool(admin)
    },
  }
}

/** A server that is stopped right afterwards cuts connections that are still saying farewell, which nobody has to hear. */
function endPool(pool: Pool): Promise<void> {
  return pool.on('error', () => undefined).end()
}

async function empty(admin: Pool, schema: string): Promise<void> {
  const { rows } = await admin.query('select table_name from information_schema.tables where table_schema = $1', [schema])
  const kept = new Set(['meta', 'migration', 'migration_lock', 'kind'])
  const tables = rows.map((row) => String(row.table_name)).filter((name) => !kept.has(name))
  if (tables.length > 0) await admin.query(tables.map((name) => `delete from "${schema}"."${name}"`).join('; '))
}

/** Every byte of the files of tables, indexes and long values; what is in shared buffers only is written out first. */
async function bytesOf(admin: Pool, schema: string): Promise<readonly Uint8Array[]> {
  await admin.query('checkpoint')
  const { rows } = await admin.query(
    `with ours as (select c.oid, c.reltoastrelid from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind in ('r', 'i')),
      all_of_it as (select oid from ours union select reltoastrelid from ours where reltoastrelid <> 0 union select i.indexrelid from pg_index i join ours on i.indrelid = ours.reltoastrelid)
     select pg_read_binary_file(pg_relation_filepath(oid)) as bytes from all_of_it`,
    [schema],
  )
  return rows.map((row) => row.bytes)
}

/** A connection tells its statistics with the first statement after a second. */
async function flushesOf(admin: Pool, pools: readonly Pool[]): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1200))
  for (const pool of pools) await Promise.all(Array.from({ length: pool.totalCount }, () => pool.query('select pg_sleep(0.05)')))
  const { rows: old } = await admin.query(
    "select 1 from pg_attribute where attrelid = 'pg_stat_wal'::regclass and attname = 'wal_sync'",
  )
  const { rows } = await admin.query(
    old.length > 0
      ? 'select wal_sync::float8 as n from pg_stat_wal'
      : "select sum(fsyncs)::float8 as n from pg_stat_io where object = 'wal'",
  )
  return Number(rows[0]?.n)
}

async function bystander(admin: Pool): Promise<() => Promise<void>> {
  const client = await admin.connect()
  await client.query('begin')
  await client.query('create temporary table bystander (n int) on commit drop')
  await client.query('insert into bystander values (1)')
  return async () => {
    await client.query('rollback')
    client.release()
  }
}
