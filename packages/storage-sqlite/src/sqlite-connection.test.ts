import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { betterSqlite3 } from './better-sqlite3-driver.ts'
import { connect } from './sqlite-connection.ts'
import { nodeSqlite } from './sqlite-driver.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-connection-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.each([
  ['node:sqlite', nodeSqlite],
  ['better-sqlite3', betterSqlite3],
] as const)('given a connection of %s', (_, driver) => {
  it.each(['full', 'normal'] as const)(
    'flushes what it flushes down to the disk itself, also on Apple’s systems, where it is %s',
    (synchronous) => {
      const connection = connect({ driver, path: join(folder, 'desk.db'), synchronous, busyTimeoutMs: 0 })
      const settingOf = (pragma: string) =>
        Object.values(connection.run({ sql: `pragma ${pragma}`, params: [], returns: 'rows' }).rows[0] ?? {})[0]
      expect(['fullfsync', 'synchronous', 'journal_mode', 'secure_delete'].map(settingOf)).toEqual([
        1,
        synchronous === 'full' ? 2 : 1,
        'wal',
        1,
      ])
      connection.close()
    },
  )
})
