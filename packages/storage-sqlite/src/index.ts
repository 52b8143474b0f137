export {
  nodeSqlite,
  type SqliteChanges,
  type SqliteDatabase,
  type SqliteDriver,
  type SqliteLists,
  type SqliteOne,
  type SqliteSilent,
  type SqliteStatement,
} from './sqlite-driver.ts'
export { type SqliteStorageOptions, sqliteStorage } from './sqlite-storage.ts'
