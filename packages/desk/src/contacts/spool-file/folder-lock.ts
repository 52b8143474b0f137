import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A folder that is this process's alone. */
export interface FolderLock {
  /** Gives it up. */
  release(): void
}

/**
 * Takes a folder for this process; null where another has it. The lock is the operating system's, held through SQLite on every platform alike, so it ends with the process however that ends.
 */
export function lockFolder(folder: string): FolderLock | null {
  const database = new DatabaseSync(join(folder, 'lock'))
  try {
    database.exec('pragma busy_timeout = 0')
    database.exec('begin exclusive')
    return { release: () => database.close() }
  } catch {
    database.close()
    return null
  }
}
