import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Clock } from '@caseload/core'
import type { OpenPlace, Place } from '@caseload/storage-conformance'
import { workerProcess } from '@caseload/storage-conformance/faults'
import { type SqliteStorageOptions, sqliteStorage } from '../src/sqlite-storage.ts'
import { faultyStorage } from './faulty-storage.ts'

/** A folder of its own for a database, and how to open it. */
export interface SqlitePlace {
  /** Where the database is to be. */
  readonly options: SqliteStorageOptions
  /** Takes the folder away. */
  dispose(): void
}

/** A place for a database. `normal`, the default, spares the tests an fsync a commit: nothing here cuts the power. */
export function sqlitePlace(clock?: Clock, synchronous: 'full' | 'normal' = 'normal'): SqlitePlace {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-sqlite-'))
  const options = { path: join(folder, 'desk.db'), synchronous } as const
  return {
    options: clock === undefined ? options : { ...options, clock },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Starts a process on a file, with the sources as they are. */
export function sqliteWorker(path: string, ...job: readonly string[]) {
  const script = fileURLToPath(new URL('./worker.ts', import.meta.url))
  return workerProcess(script, [path, ...job], ['--conditions=@caseload/source', '--no-warnings'])
}

/** Fresh databases for the contract, and what can be done to them. */
export const openSqlitePlace: OpenPlace = (clock) => {
  const place = sqlitePlace(clock)
  return { ...placeOf(place), ...faultyStorage(place.options.path, clock) }
}

/** The same, with an fsync a commit, which somebody counts. */
export function openFlushedPlace(flushes: () => Promise<number>): OpenPlace {
  return (clock) => ({ ...placeOf(sqlitePlace(clock, 'full')), flushes })
}

function placeOf({ options, dispose }: SqlitePlace): Place {
  const folder = join(options.path, '..')
  return {
    storage: sqliteStorage(options),
    again: () => sqliteStorage(options),
    process: (job) => sqliteWorker(options.path, ...job),
    bytes: async () => readdirSync(folder).map((name) => readFileSync(join(folder, name))),
    dispose,
  }
}
