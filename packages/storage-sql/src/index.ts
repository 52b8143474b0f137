export { driveAnswers } from './executor/drive-answers.ts'
export { driveScript } from './executor/drive-script.ts'
export { type PooledDriver, pooledExecutor } from './executor/pooled-executor.ts'
export { type SqlSpelling, spellSql } from './executor/spell-sql.ts'
export type {
  SqlExecutor,
  SqlFailure,
  SqlOutcome,
  SqlRow,
  SqlScope,
  SqlScript,
  SqlSnapshot,
  SqlStatement,
  SqlValue,
} from './executor/sql-executor.ts'
export { sqlFailure } from './executor/sql-failure.ts'
export { storageProblemOf } from './executor/storage-problem-of.ts'
export { migrationName, migrationSql } from './migrate/migration-text.ts'
export { openSqlStore, type SqlStoreOptions } from './open-sql-store.ts'
export { type MysqlWords, mariadbWords, mysql8Words, mysqlDialect } from './tables/mysql-dialect.ts'
export { type PostgresProfile, postgresDialect } from './tables/postgres-dialect.ts'
export type { SqlClaims, SqlDialect, SqlIndex, SqlMigration, SqlTable, SqlUpsert } from './tables/sql-dialect.ts'
export { sqliteDialect } from './tables/sqlite-dialect.ts'
