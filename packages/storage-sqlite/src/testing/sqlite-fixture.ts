import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '@caseload/core'
import type { ContractFixture } from '@caseload/storage/contract'
import { type SqliteStorageOptions, sqliteStorage } from '../sqlite-storage.ts'

/** A folder of its own for a database, and how to open it. */
export interface SqlitePlace {
  /** Where the database is to be. */
  readonly options: SqliteStorageOptions
  /** Takes the folder away. */
  dispose(): void
}

/** A place for a database. `normal` spares the tests an fsync a commit: nothing here cuts the power. */
export function sqlitePlace(clock?: Clock): SqlitePlace {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-sqlite-'))
  const options = { path: join(folder, 'desk.db'), synchronous: 'normal' } as const
  return {
    options: clock === undefined ? options : { ...options, clock },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Fresh databases for the contract. */
export const sqliteFixture: ContractFixture = {
  fresh(clock) {
    const { options, dispose } = sqlitePlace(clock)
    return { storage: sqliteStorage(options), dispose }
  },
}
