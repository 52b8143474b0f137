export { type PgliteStorageOptions, pgliteStorage } from './pglite/pglite-storage.ts'
