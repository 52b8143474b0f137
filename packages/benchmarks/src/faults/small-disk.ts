import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of some hundred megabytes, which can be filled. */
export interface SmallDisk {
  /** Where it is. */
  readonly folder: string
  /** Takes every byte that is left. */
  fill(): void
  /** Gives them back. */
  free(): void
  /** Takes it away. */
  dispose(): void
}

/** Mounts one in memory. Null: whoever runs this may not. */
export function smallDisk(): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-small-disk-'))
  chmodSync(folder, 0o777)
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=384m,mode=777', 'tmpfs', folder], { stdio: 'ignore' })
  if (status !== 0) {
    rmSync(folder, { recursive: true })
    return null
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill() {
      const file = openSync(ballast, 'a')
      for (const bytes of [2 ** 20, 2 ** 12]) while (takes(file, Buffer.alloc(bytes)));
      closeSync(file)
    },
    free: () => rmSync(ballast, { force: true }),
    dispose() {
      spawnSync('umount', [folder], { stdio: 'ignore' })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function takes(file: number, bytes: Buffer): boolean {
  try {
    return writeSync(file, bytes) === bytes.length
  } catch {
    return false
  }
}
