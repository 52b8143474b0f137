import { type StatementFaults, statementHook } from '@caseload/storage-conformance'
import type { Pool } from 'mysql2/promise'
import type { MysqlConnection, MysqlPool } from '../src/mysql-pool.ts'

/** A pool whose connections can be made to fail before a statement. */
export function faultyPool(inner: Pool): { readonly pool: MysqlPool; readonly faults: StatementFaults } {
  const { before, faults } = statementHook({
    gone: () => new Error('died'),
    busy: () => Object.assign(new Error('deadlock found'), { errno: 1213, sqlState: '40001' }),
  })
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
  return { pool, faults }
}
