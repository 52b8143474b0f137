import { type StatementFaults, statementHook } from '@caseload/storage-conformance'
import type { Pool, PoolClient } from 'pg'
import type { PostgresClient, PostgresPool } from '../src/postgres-pool.ts'
import type { PostgresStorageOptions } from '../src/postgres-storage.ts'

/** A pool whose connections can be made to fail before a statement. */
export function faultyPool(inner: Pool): {
  readonly pool: PostgresPool
  readonly faults: StatementFaults
  /** Whether stores of these options write in several statements. */
  readonly steps: (options: Partial<PostgresStorageOptions>) => boolean
} {
  const { before, faults } = statementHook({
    gone: () => new Error('died'),
    busy: () => Object.assign(new Error('could not serialize access'), { code: '40001', severity: 'ERROR' }),
  })
  const pool: PostgresPool = {
    async connect() {
      const client = await inner.connect()
      // A query of our own is not to be copied, and is taken only where the connection shows.
      const faulty: PostgresClient & Pick<PoolClient, 'connection' | 'pipeline'> = {
        query: (statement) => {
          before()
          return client.query('submit' in statement ? statement : { ...statement })
        },
        connection: client.connection,
        pipeline: client.pipeline,
        on: (event, listener) => client.on(event, listener),
        removeListener: (event, listener) => client.removeListener(event, listener),
        release: (destroy) => client.release(destroy),
      }
      return faulty
    },
    on: (event, listener) => inner.on(event, listener),
    removeListener: (event, listener) => inner.removeListener(event, listener),
    listenerCount: (event) => inner.listenerCount(event),
  }
  return { pool, faults, steps: ({ profile, setTenant }) => profile === 'citus' || setTenant === true }
}
