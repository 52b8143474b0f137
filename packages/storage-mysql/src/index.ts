export type { MysqlConnection, MysqlField, MysqlPool, MysqlQuery } from './mysql-pool.ts'
export { type MysqlStorageOptions, mysqlStorage } from './mysql-storage.ts'
