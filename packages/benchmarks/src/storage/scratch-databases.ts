import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import { guardStore, type Store } from '@caseload/storage'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { kinds } from '../sqlite/workload.ts'

/** How durable a commit is. */
export type Synchronous = 'full' | 'normal'

/** SQLite files with our tables in them and nothing else. */
export interface ScratchDatabases {
  /** Path of another one. */
  fresh(): string
  /** Takes all of them away. */
  dispose(): void
}

/** Makes a folder for them. */
export async function scratchDatabases(): Promise<ScratchDatabases> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  const empty = join(folder, 'empty.db')
  await orThrow(await sqliteStorage(empty).open({ kinds })).store.close()
  let files = 0
  return {
    fresh: () => {
      files += 1
      const path = join(folder, `${files}.db`)
      cpSync(empty, path)
      return path
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Our store on a file. */
export async function openStore(path: string, synchronous: Synchronous = 'normal'): Promise<Store> {
  return guardStore(orThrow(await sqliteStorage({ path, synchronous }).open({ kinds })), { kinds })
}
