export { driveAsync } from './executor/drive-async.ts'
export { driveScript } from './executor/drive-script.ts'
export type {
  SqlExecutor,
  SqlFailure,
  SqlOutcome,
  SqlRow,
  SqlScript,
  SqlSnapshot,
  SqlStatement,
  SqlValue,
} from './executor/sql-executor.ts'
export { sqlFailure } from './executor/sql-failure.ts'
export { openSqlStore, type SqlStoreOptions } from './open-sql-store.ts'
export type { SqlDialect } from './tables/sql-dialect.ts'
export { sqliteDialect } from './tables/sqlite-dialect.ts'
