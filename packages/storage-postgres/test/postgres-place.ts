import { randomBytes } from 'node:crypto'
import type { Clock } from '@caseload/core'
import type { Place } from '@caseload/storage-conformance'
import { workerProcess } from '@caseload/storage-conformance/faults'
import { Pool } from 'pg'
import { type PostgresStorageOptions, postgresStorage } from '../src/postgres-storage.ts'

/** A server and what of it is to be tried. */
export interface PostgresServer {
  readonly url: string
  readonly options?: Omit<PostgresStorageOptions, 'pool' | 'schema' | 'clock'>
}

/** A schema of its own, gone afterwards. */
export async function openPostgresPlace(
  { url, options = {} }: PostgresServer,
  clock: Clock,
): Promise<Place & { readonly schema: string; readonly pool: Pool }> {
  const schema = `caseload_test_${randomBytes(6).toString('hex')}`
  const pool = new Pool({ connectionString: url, max: 10 })
  const pools = [pool]
  const storageOn = (own: Pool) => postgresStorage({ ...options, pool: own, schema, clock })
  return {
    schema,
    pool,
    storage: storageOn(pool),
    again() {
      const own = new Pool({ connectionString: url, max: 10 })
      pools.push(own)
      return storageOn(own)
    },
    process: (job) =>
      workerProcess(
        new URL('./worker.ts', import.meta.url).pathname,
        [url, schema, JSON.stringify(options), ...job],
        ['--conditions=@caseload/source', '--no-warnings'],
      ),
    async dispose() {
      await pool.query(`drop schema if exists "${schema}" cascade`)
      await Promise.all(pools.map((each) => each.end()))
    },
  }
}
