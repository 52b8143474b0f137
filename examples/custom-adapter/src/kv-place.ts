import { fsyncSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OpenPlace, StoreClaims } from '@caseload/storage-conformance'
import { workerProcess } from '@caseload/storage-conformance/faults'
import { kvStorage } from './kv-storage.ts'

/** What the adapter says of itself. */
export const kvAbout: StoreClaims = { durability: 'power', writers: 'one-process' }

/** What the kit needs to hold it to that. */
export const openKvPlace: OpenPlace = (clock) => {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-kv-'))
  const path = join(folder, 'desk.kv')
  let flushes = 0
  const sync = (file: number): void => {
    flushes += 1
    fsyncSync(file)
  }
  return {
    storage: kvStorage(path, { clock, sync }),
    again: () => kvStorage(path, { clock, sync }),
    process: (job) =>
      workerProcess(fileURLToPath(new URL('./worker.ts', import.meta.url)), [path, ...job], ['--conditions=@caseload/source']),
    flushes: async () => flushes,
    bytes: async () => [readFileSync(path)],
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}
