export type { PostgresClient, PostgresPool, PostgresQuery, PostgresResult } from './postgres-pool.ts'
export { type PostgresStorageOptions, postgresStorage } from './postgres-storage.ts'
