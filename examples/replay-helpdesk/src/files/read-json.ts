import { readFile } from 'node:fs/promises'
import type { Problem } from '@caseload/core'
import { ResultAsync } from 'neverthrow'

/** A file is missing, or is no JSON. */
export interface UnreadableFile extends Problem<'file/unreadable'> {
  /** Which file. */
  readonly path: string
}

/** Reads a file of JSON. */
export function readJson(path: string): ResultAsync<unknown, UnreadableFile> {
  const read = async (): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'))
  return ResultAsync.fromThrowable(
    read,
    (): UnreadableFile => ({ kind: 'file/unreadable', path, message: `${path}: missing, or no JSON` }),
  )()
}
