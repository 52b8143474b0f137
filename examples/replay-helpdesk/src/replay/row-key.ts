import { type CommandId, orThrow, parseId } from '@caseload/core'

/** Identity of the command that takes over a line: the file and the line, so that the same line is never taken over twice. */
export function rowKey(sha256: string, line: number): CommandId {
  return orThrow(parseId('cmd', `cmd_${sha256.slice(0, 32)}:${line}`))
}

/** The line a command took over; null where it is not of this file. */
export function lineOfKey(sha256: string, key: string | null): number | null {
  const prefix = `cmd_${sha256.slice(0, 32)}:`
  if (key === null || !key.startsWith(prefix)) return null
  const line = Number(key.slice(prefix.length))
  return Number.isSafeInteger(line) ? line : null
}
