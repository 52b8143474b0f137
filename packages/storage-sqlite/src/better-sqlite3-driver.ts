import Database from 'better-sqlite3'
import type { SqliteDriver, SqliteStatement } from './sqlite-driver.ts'

/**
 * better-sqlite3, for hosts where the SQLite of Node.js is missing or too old: `sqliteStorage({ path, driver: betterSqlite3 })`.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { orThrow } from '@caseload/core'
 * import { sqliteStorage } from '@caseload/storage-sqlite'
 * import { betterSqlite3 } from '@caseload/storage-sqlite/better-sqlite3'
 *
 * const path = join(mkdtempSync(join(tmpdir(), 'desk-')), 'desk.db')
 * const { store } = orThrow(await sqliteStorage({ path, driver: betterSqlite3 }).open({ kinds: [] }))
 * store.about.name // => 'sqlite'
 * await store.close()
 * ```
 */
export const betterSqlite3: SqliteDriver = {
  open(path) {
    const database = new Database(path)
    return {
      exec: (sql) => database.exec(sql),
      prepare: (sql) => database.prepare<unknown[], Readonly<Record<string, unknown>>>(sql) satisfies SqliteStatement,
      prepareLists(sql) {
        const statement = database.prepare<unknown[], readonly unknown[]>(sql).raw()
        return (values) => statement.all(...values)
      },
      prepareOne(sql) {
        const statement = database.prepare<unknown[], readonly unknown[]>(sql).raw()
        return (values) => statement.get(...values)
      },
      prepareSilent(sql) {
        const statement = database.prepare<unknown[]>(sql)
        return (values) => (statement.reader ? statement.all(...values) : statement.run(...values))
      },
      inTransaction: () => database.inTransaction,
      close: () => database.close(),
    }
  },
}
