import type { Commit } from '@caseload/storage'
import { commits } from '../../sqlite/workload.ts'

/** What peers and ours are given to write. */
export const changes: readonly Commit[] = commits(24)

const tables = ['k_ticket', 'key_unique', 'key_shared', 'head', 'journal', 'work', 'receipt']

/** A way of writing. */
export type Commits = (change: Commit) => unknown

/** What is in all tables, but for when it came there. */
export async function contents(rowsOf: (table: string) => Promise<readonly object[]> | readonly object[]): Promise<unknown> {
  const all: Record<string, readonly string[]> = {}
  for (const table of tables) {
    const rows = await rowsOf(table)
    all[table] = rows.map((row) => JSON.stringify({ ...row, ...(table === 'receipt' ? { at: 0 } : {}) })).sort()
  }
  return all
}
