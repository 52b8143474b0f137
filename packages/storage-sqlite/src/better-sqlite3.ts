export { betterSqlite3 } from './better-sqlite3-driver.ts'
