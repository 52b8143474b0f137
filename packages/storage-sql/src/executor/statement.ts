import type { SqlStatement, SqlValue } from './sql-executor.ts'

/** A statement that gives rows. */
export function select(sql: string, ...params: readonly SqlValue[]): SqlStatement {
  return { sql, params, returns: 'rows' }
}

/** A statement that changes rows. */
export function change(sql: string, ...params: readonly SqlValue[]): SqlStatement {
  return { sql, params, returns: 'changes' }
}

/** An insert that changes nothing where its primary key is taken. */
export function insertNew(sql: string, ...params: readonly SqlValue[]): SqlStatement {
  return { sql, params, returns: 'changes', orNothing: true }
}
