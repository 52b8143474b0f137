/** Names a line of a file for good, so that the same line is never taken over twice. */
export function rowKey(sha256: string, line: number): string {
  return `${sha256.slice(0, 32)}:${line}`
}

/** The line that an event of the journal came from, by the command that led to it; null where it is not of this file. */
export function lineOfCause(sha256: string, cause: string | null): number | null {
  const prefix = `cmd_${sha256.slice(0, 32)}:`
  if (cause === null || !cause.startsWith(prefix)) return null
  const line = Number(cause.slice(prefix.length))
  return Number.isSafeInteger(line) ? line : null
}
