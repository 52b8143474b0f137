import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Keeps every other process out of a folder, or throws where another has it. PGlite has no lock of its own: two processes on one folder overwrite each other without noticing. The lock of an SQLite
 * file serves, since the operating system lets go of it when the process ends, however it ends.
 */
export function lockFolder(folder: string): () => void {
  const lock = new DatabaseSync(join(folder, 'lock.db'))
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive')
  } catch (cause) {
    lock.close()
    throw cause
  }
  return () => lock.close()
}
