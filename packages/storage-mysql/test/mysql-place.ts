import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Clock } from '@caseload/core'
import type { Place } from '@caseload/storage-conformance'
import { tcpProxy, workerProcess } from '@caseload/storage-conformance/faults'
import { createPool, type Pool } from 'mysql2/promise'
import { mysqlStorage } from '../src/mysql-storage.ts'
import { faultyPool } from './faulty-pool.ts'

/** Places on one server: each has a database that is empty. Databases are used again, since making one takes longer than most cases. */
export interface MysqlPlaces {
  /** Gives a place. */
  open(clock: Clock): Promise<Place>
  /** Takes all databases away. */
  close(): Promise<void>
}

/** How long the stores of a place wait for an answer. */
const timeoutMs = 1500

/** Places on a server, reached as somebody who may do everything. */
export function mysqlPlaces(url: string): MysqlPlaces {
  const admin = createPool({ uri: url, connectionLimit: 4, multipleStatements: true })
  const made: string[] = []
  const free: string[] = []
  const address = new URL(url)
  const files = filesOf(admin)
  return {
    async open(clock) {
      const database = free.pop() ?? `caseload_test_${randomBytes(6).toString('hex')}`
      if (!made.includes(database)) made.push(database)
      const proxy = await tcpProxy({ host: address.hostname, port: Number(address.port || 3306), timeoutMs })
      const behind = new URL(url)
      behind.hostname = '127.0.0.1'
      behind.port = String(proxy.port)
      const readable = await files
      const pools: Pool[] = []
      const poolOf = (uri: string): Pool => {
        const pool = createPool({ uri, connectionLimit: 10, connectTimeout: timeoutMs })
        pools.push(pool)
        return pool
      }
      const more = { database, clock, statementTimeoutMs: timeoutMs }
      const { pool, faults } = faultyPool(poolOf(behind.href))
      return {
        storage: mysqlStorage({ ...more, pool }),
        again: () => mysqlStorage({ ...more, pool: poolOf(url) }),
        process: (job) =>
          workerProcess(
            fileURLToPath(new URL('./worker.ts', import.meta.url)),
            [url, database, ...job],
            ['--conditions=@caseload/source', '--no-warnings'],
          ),
        wire: proxy,
        statements: faults,
        flushes: () => flushesOf(admin),
        bystander: () => bystander(admin, database),
        ...(readable === null ? {} : { bytes: () => bytesOf(admin, database, readable) }),
        async dispose() {
          await proxy.close()
          await Promise.all(pools.map((each) => each.end().catch(() => undefined)))
          await empty(admin, database)
          free.push(database)
        },
      }
    },
    async close() {
      for (const database of made) await admin.query(`drop database if exists \`${database}\``)
      await admin.end()
    },
  }
}

async function empty(admin: Pool, database: string): Promise<void> {
  const [rows] = await admin.query('select table_name as name from information_schema.tables where table_schema = ?', [database])
  const kept = new Set(['meta', 'migration', 'kind'])
  const names = Array.isArray(rows) ? rows.map((row) => ('name' in row ? String(row['name']) : '')) : []
  const tables = names.filter((name) => !kept.has(name))
  if (tables.length > 0) await admin.query(tables.map((name) => `delete from \`${database}\`.\`${name}\``).join('; '))
}

/** The folder of the server's files, where it is on this machine and we may read it; null otherwise. */
async function filesOf(admin: Pool): Promise<string | null> {
  const [rows] = await admin.query('select @@datadir as folder')
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined
  const folder = typeof row === 'object' && row !== null && 'folder' in row ? String(row.folder) : ''
  try {
    readdirSync(join(folder, 'mysql'))
    return folder
  } catch {
    process.stderr.write('MariaDB: NOT TRIED whether erased text is in the files of its tables, which cannot be read from here\n')
    return null
  }
}

/** Every byte of the files of our tables, with all that the engine had in memory only. */
async function bytesOf(admin: Pool, database: string, folder: string): Promise<readonly Uint8Array[]> {
  const connection = await admin.getConnection()
  try {
    const names = readdirSync(join(folder, database)).flatMap((file) => (file.endsWith('.ibd') ? [file.slice(0, -4)] : []))
    await connection.query(`flush tables ${names.map((name) => `\`${database}\`.\`${name}\``).join(', ')} for export`)
    return names.map((name) => readFileSync(join(folder, database, `${name}.ibd`)))
  } finally {
    await connection.query('unlock tables')
    connection.release()
  }
}

async function flushesOf(admin: Pool): Promise<number> {
  const [rows] = await admin.query("show global status like 'Innodb_data_fsyncs'")
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined
  return typeof row === 'object' && row !== null && 'Value' in row ? Number(row.Value) : 0
}

async function bystander(admin: Pool, database: string): Promise<() => Promise<void>> {
  await admin.query(`create table if not exists \`${database}\`.\`bystander\` (n int)`)
  const connection = await admin.getConnection()
  await connection.query('start transaction')
  await connection.query(`insert into \`${database}\`.\`bystander\` values (1)`)
  return async () => {
    await connection.query('rollback')
    connection.release()
    await admin.query(`drop table \`${database}\`.\`bystander\``)
  }
}
