import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { RecordedStatement } from './record-statements.ts'

/** A bare driver with the adapter's pragmas and every statement prepared once: the floor a layer is measured against. */
export interface BareDriver {
  /** Executes recorded statements in order, and has every row that comes looked at. */
  run(statements: readonly RecordedStatement[], look?: (row: Readonly<Record<string, unknown>>) => unknown): void
  /** Executes text without values. */
  exec(sql: string): void
  /** Closes the file. */
  close(): void
}

/** Opens a database file on the bare driver. */
export function bareDriver(path: string, synchronous: 'full' | 'normal'): BareDriver {
  const database = new DatabaseSync(path)
  for (const pragma of [
    'busy_timeout = 1000',
    'journal_mode = wal',
    `synchronous = ${synchronous}`,
    'fullfsync = on',
    'secure_delete = on',
    'trusted_schema = off',
    'temp_store = memory',
  ]) {
    database.exec(`pragma ${pragma}`)
  }
  const prepared = new Map<string, StatementSync>()
  return {
    run(statements, look) {
      for (const { sql, params, rows } of statements) {
        let statement = prepared.get(sql)
        if (statement === undefined) {
          statement = database.prepare(sql)
          prepared.set(sql, statement)
        }
        if (!rows) statement.run(...params)
        else if (look === undefined) statement.all(...params)
        else for (const row of statement.all(...params)) look(row)
      }
    },
    exec: (sql) => database.exec(sql),
    close: () => database.close(),
  }
}
