export type { PostgresClient, PostgresPool, PostgresQuery, PostgresResult, PostgresTypes } from './postgres-pool.ts'
export { type PostgresStorageOptions, postgresStorage } from './postgres-storage.ts'
