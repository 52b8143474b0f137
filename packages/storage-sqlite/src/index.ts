export { nodeSqlite, type SqliteDatabase, type SqliteDriver, type SqliteStatement } from './sqlite-driver.ts'
export { type SqliteStorageOptions, sqliteStorage } from './sqlite-storage.ts'
