import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { shipped } from '../test/shipped.ts'
import { start } from '../test/start.ts'

const folder = mkdtempSync(join(tmpdir(), 'caseload-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('given the program that is to begin anew', { timeout: 120_000 }, () => {
  const input = ['--input', shipped('data/planted-faults.csv'), '--limit', '3', '--out', 'anew']
  const run = (...more: readonly string[]) => start(folder, 'src/main.ts', ...input, ...more)

  it('leaves the desks of others in the same database alone', () => {
    expect(run('--db', 'two.sqlite', '--tenant', 'one').code).toBe(0)
    for (const tenant of ['two', 'two']) {
      const { code, output } = run('--db', 'two.sqlite', '--tenant', tenant, '--fresh')
      expect(code).toBe(0)
      expect(output).toContain('Replayed 3 rows.')
    }
    expect(run('--db', 'two.sqlite', '--tenant', 'one').output).toContain('Replayed 0 rows; 3 were there already.')
  })

  it('throws away no file that is no desk’s database', () => {
    const notes = join(folder, 'notes.txt')
    writeFileSync(notes, 'not to be lost')
    expect(run('--db', 'notes.txt', '--fresh')).toMatchObject({ code: 1 })
    expect(readFileSync(notes, 'utf8')).toBe('not to be lost')
  })
})
