import type { SqlStatement, SqlValue } from './sql-executor.ts'

/** A statement that gives rows. */
export function select(sql: string, ...params: readonly SqlValue[]): SqlStatement {
  return { sql, params, returns: 'rows' }
}

/** A statement that changes rows. */
export function change(sql: string, ...params: readonly SqlValue[]): SqlStatement {
  return { sql, params, returns: 'changes' }
}
