import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { shipped } from '../test/shipped.ts'

const folder = mkdtempSync(join(tmpdir(), 'caseload-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('given a replay that is killed three times', { timeout: 240_000 }, () => {
  it('ends up the same to the last byte', () => {
    const args = ['--input', shipped('data/planted-faults.csv'), '--kills', '3']
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--conditions=@caseload/source', shipped('scripts/kill-test.ts'), ...args],
      { encoding: 'utf8', cwd: folder },
    )
    expect(stdout).toContain('the same each time')
    expect(status).toBe(0)
  })
})
