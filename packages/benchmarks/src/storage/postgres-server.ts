import { randomBytes } from 'node:crypto'
import { orThrow } from '@caseload/core'
import { guardStore, type Store } from '@caseload/storage'
import { postgresStorage } from '@caseload/storage-postgres'
import { Pool } from 'pg'
import { kinds } from '../sqlite/workload.ts'
import { postgresUrl } from './postgres-url.ts'

/** A schema of our own on the server that `CASELOAD_TEST_POSTGRES_URL` names. */
export interface PostgresScratch {
  /** Connections to it, which look for tables there first. */
  readonly pool: Pool
  /** Name of the schema. */
  readonly schema: string
  /** Where the server is. */
  readonly url: string
  /** Our store on it, empty. */
  fresh(): Promise<Store>
  /** Takes everything away. */
  dispose(): Promise<void>
}

/**
 * Connects to the server.
 *
 * @param flush - Whether a commit waits for the disk; `off` shows what the layers cost where the disk would hide it.
 */
export function postgresScratch(connections: number, flush: 'on' | 'off' = 'on'): PostgresScratch {
  const url = postgresUrl()
  if (url === null) throw new Error('CASELOAD_TEST_POSTGRES_URL is not set')
  const schema = `caseload_bench_${randomBytes(4).toString('hex')}`
  const pool = new Pool({
    connectionString: url,
    max: connections,
    options: `-c synchronous_commit=${flush} -c search_path=${schema}`,
  })
  const drop = () => pool.query(`drop schema if exists "${schema}" cascade`)
  return {
    pool,
    schema,
    url,
    fresh: async () => {
      await drop()
      return guardStore(orThrow(await postgresStorage({ pool, schema }).open({ kinds })), { kinds })
    },
    dispose: async () => {
      await drop()
      await pool.end()
    },
  }
}
