import type { StatementFaults } from '@caseload/storage-conformance'
import type { Pool } from 'mysql2/promise'
import type { MysqlConnection, MysqlPool } from '../src/mysql-pool.ts'

/** A pool whose connections can be made to fail before a statement. */
export function faultyPool(inner: Pool): { readonly pool: MysqlPool; readonly faults: StatementFaults } {
  let seen = 0
  let diesAt = Number.POSITIVE_INFINITY
  let busy = 0
  const before = (): void => {
    seen += 1
    if (seen >= diesAt) throw new Error('died')
    if (busy > 0) {
      busy -= 1
      throw Object.assign(new Error('deadlock found'), { errno: 1213, sqlState: '40001' })
    }
  }
  const pool: MysqlPool = {
    async getConnection() {
      const connection = await inner.getConnection()
      const faulty: MysqlConnection & { readonly connection: unknown } = {
        // What stays the same when a connection is given out again.
        connection: connection.connection,
        execute: async (statement) => {
          before()
          return connection.execute(statement)
        },
        query: async (statement) => {
          before()
          return connection.query(statement)
        },
        release: () => connection.release(),
        destroy: () => connection.destroy(),
      }
      return faulty
    },
  }
  const faults: StatementFaults = {
    count: () => seen,
    dieBefore(statement) {
      diesAt = seen + statement
    },
    busy(times) {
      busy = times
    },
    mend() {
      diesAt = Number.POSITIVE_INFINITY
      busy = 0
    },
  }
  return { pool, faults }
}
