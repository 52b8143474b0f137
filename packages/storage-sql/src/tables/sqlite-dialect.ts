import type { SqlDialect } from './sql-dialect.ts'

/** SQLite 3.38 or later: text is compared by bytes as it is, tables are strict about types. */
export const sqliteDialect: SqlDialect = {
  name: 'sqlite',
  text: 'text',
  int: 'integer',
  json: 'text',
  clustered: ' strict, without rowid',
  heap: ' strict',
  anyOf: (column) => `${column} in (select value from json_each(?))`,
  indexNames: "select name from sqlite_master where type = 'index'",
  tableNames: "select name from sqlite_master where type = 'table' and name not like 'sqlite%'",
}
