import type { Problem } from '@caseload/core'
import { ResultAsync } from 'neverthrow'

/** A file or folder cannot be written: no right, no room, or something else in its place. */
export interface UnwritableFile extends Problem<'file/unwritable'> {
  /** Which one. */
  readonly path: string
}

/** Writes to a file or folder; whatever the operating system has against it is a problem that names the path. */
export function writing(path: string, write: () => Promise<unknown>): ResultAsync<void, UnwritableFile> {
  const unwritable = (): UnwritableFile => ({ kind: 'file/unwritable', path, message: `${path}: cannot be written` })
  return ResultAsync.fromThrowable(async () => void (await write()), unwritable)()
}
