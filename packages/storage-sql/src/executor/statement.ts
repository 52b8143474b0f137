import type { SqlOutcome, SqlStatement, SqlValue } from './sql-executor.ts'

/** A statement that gives rows. */
export function select(sql: string, ...params: readonly SqlValue[]): SqlStatement {
  return { sql, params, returns: 'rows' }
}

/** A statement whose rows are read with {@link listsOf}. */
export function selectLists(sql: string, ...params: readonly SqlValue[]): SqlStatement {
  return { sql, params, returns: 'rows', lists: true }
}

/** A statement that gives one row at most, read with {@link listsOf}. */
export function selectOne(sql: string, params: readonly SqlValue[]): SqlStatement {
  return { sql, params, returns: 'rows', one: true }
}

/** The values of each row in the order of the columns, whichever way the driver gave them. */
export function listsOf({ rows, lists }: SqlOutcome, columns: readonly string[]): readonly (readonly unknown[])[] {
  return lists ?? rows.map((row) => columns.map((column) => row[column]))
}

/** A statement that changes rows. */
export function change(sql: string, ...params: readonly SqlValue[]): SqlStatement {
  return { sql, params, returns: 'changes' }
}

/** A statement of which nothing is asked but that it was carried out. */
export function carryOut(sql: string, params: readonly SqlValue[]): SqlStatement {
  return { sql, params, returns: 'nothing' }
}

/** An insert that changes nothing where its primary key is taken. */
export function insertNew(sql: string, ...params: readonly SqlValue[]): SqlStatement {
  return { sql, params, returns: 'changes', orNothing: true }
}
