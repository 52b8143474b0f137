import { randomBytes } from 'node:crypto'
import type { Clock } from '@caseload/core'
import type { Place } from '@caseload/storage-conformance'
import { workerProcess } from '@caseload/storage-conformance/faults'
import { createPool, type Pool } from 'mysql2/promise'
import { mysqlStorage } from '../src/mysql-storage.ts'

/** A database of its own, gone afterwards. */
export async function openMysqlPlace(
  url: string,
  clock: Clock,
): Promise<Place & { readonly database: string; readonly pool: Pool }> {
  const database = `caseload_test_${randomBytes(6).toString('hex')}`
  const pool = createPool({ uri: url, connectionLimit: 10 })
  const pools = [pool]
  return {
    database,
    pool,
    storage: mysqlStorage({ pool, database, clock }),
    again() {
      const own = createPool({ uri: url, connectionLimit: 10 })
      pools.push(own)
      return mysqlStorage({ pool: own, database, clock })
    },
    process: (job) =>
      workerProcess(
        new URL('./worker.ts', import.meta.url).pathname,
        [url, database, ...job],
        ['--conditions=@caseload/source', '--no-warnings'],
      ),
    async dispose() {
      await pool.query(`drop database if exists \`${database}\``)
      await Promise.all(pools.map((each) => each.end()))
    },
  }
}
