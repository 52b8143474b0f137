import { baseTables } from './base-tables.ts'
import type { SqlDialect, SqlTable } from './sql-dialect.ts'

/** What MariaDB and MySQL call things. */
export interface MysqlWords {
  /** The database that holds the tables. */
  readonly database: string
  /** A character set and collation for ASCII names, compared by bytes. */
  readonly ascii: string
  /** A character set and collation for JSON. */
  readonly unicode: string
  /** Whether `if not exists` may stand before columns and indexes. */
  readonly ifNotExists: boolean
}

/** MariaDB, 10.6 or later: trailing blanks count in comparisons (`nopad`). */
export const mariadbWords: Omit<MysqlWords, 'database'> = {
  ascii: 'character set ascii collate ascii_nopad_bin',
  unicode: 'character set utf8mb4 collate utf8mb4_nopad_bin',
  ifNotExists: true,
}

/** MySQL 8, not tried on the engine itself: its binary collation of ASCII pads, which no name of ours can notice, since none ends in a blank. */
export const mysql8Words: Omit<MysqlWords, 'database'> = {
  ascii: 'character set ascii collate ascii_bin',
  unicode: 'character set utf8mb4 collate utf8mb4_0900_bin',
  ifNotExists: false,
}

/**
 * What MariaDB and MySQL say differently. Text that is filtered and sorted by is kept as bytes (`varbinary`): no collation can fold or pad it, and an index over several such columns stays within
 * what InnoDB allows.
 *
 * @example
 * ```ts
 * import { mariadbWords, mysqlDialect } from '@caseload/storage-sql'
 *
 * mysqlDialect({ ...mariadbWords, database: 'desk' }).claims // => 'lock-candidates'
 * ```
 */
export function mysqlDialect({ database, ascii, unicode, ifNotExists }: MysqlWords): SqlDialect {
  const types = {
    id: `varchar(160) ${ascii}`,
    text: 'varbinary(512)',
    int: 'bigint',
    json: `longtext ${unicode}`,
  }
  const again = ifNotExists ? 'if not exists ' : ''
  const createTable = ({ name, columns, key, indexes = [] }: SqlTable): readonly string[] => {
    const parts = [
      ...columns.map(([column, type]) => `${column} ${type}`),
      `primary key (${key})`,
      ...indexes.map((index) => `${index.unique === true ? 'unique ' : ''}index ${index.name} (${index.columns})`),
    ]
    return [`create table if not exists {${name}} (${parts.join(', ')}) engine = InnoDB`]
  }
  return {
    name: 'mysql',
    ...types,
    migrations: [
      { id: 1, name: 'create-tables', minReader: 1, checked: true, statements: baseTables(types).flatMap(createTable) },
    ],
    // Each change of a table commits by itself here, so only a lock of the session keeps others out.
    migrationLock: [
      `select get_lock('caseload ${database}', 600) as locked`,
      'set @caseload_waits = @@session.lock_wait_timeout, session lock_wait_timeout = 2',
    ],
    migrationUnlock: ['set session lock_wait_timeout = @caseload_waits', `select release_lock('caseload ${database}') as locked`],
    changesTablesInTransactions: false,
    tableNames: `select table_name as name from information_schema.tables where table_schema = '${database}'`,
    indexNames: `select distinct index_name as name from information_schema.statistics where table_schema = '${database}'`,
    columnNames: `select concat(table_name, '.', column_name) as name from information_schema.columns where table_schema = '${database}'`,
    createTable,
    addColumn: (table, column, type) => `alter table {${table}} add column ${again}${column} ${type}`,
    createIndex: ({ name, table, columns }) => `create index ${again}"${name}" on {${table}} (${columns})`,
    partialIndexes: false,
    jsonText: (column) => column,
    orNothing: () => '',
    upsert({ table, columns, set }) {
      const changes = Object.entries(set).map(([column, to]) => `${column} = ${to(column, `values(${column})`)}`)
      return `insert into {${table}} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')}) on duplicate key update ${changes.join(', ')}`
    },
    returns: false,
    share: ' lock in share mode',
    keep: ' lock in share mode',
    concurrent: true,
    // A scan locks each row it looks at for a moment, and others would pass over it.
    claims: 'lock-candidates',
    atOnce: null,
  }
}
