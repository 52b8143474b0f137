import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { shipped } from '../test/shipped.ts'
import { start } from '../test/start.ts'

const folder = mkdtempSync(join(tmpdir(), 'caseload-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('given the program and something it cannot do', { timeout: 60_000 }, () => {
  it('names the option, with exit code 2', () => {
    expect(start(folder, 'src/main.ts', '--limit', 'many')).toMatchObject({
      code: 2,
      problems: '--limit: expected a whole number of rows, at least 1\n',
    })
  })

  it('names the file, with exit code 1', () => {
    const { code, problems } = start(folder, 'src/main.ts', '--mapping', 'absent.json')
    expect({ code, problems }).toEqual({ code: 1, problems: 'file/unreadable: absent.json: missing, or no JSON\n' })
    expect(start(folder, 'src/main.ts', '--input', 'absent.csv').problems).toContain('log/unreadable')
  })

  it('names what it cannot write', () => {
    writeFileSync(join(folder, 'taken'), '')
    const { code, problems } = start(folder, 'src/main.ts', '--input', shipped('data/planted-faults.csv'), '--out', 'taken')
    expect({ code, problems }).toEqual({ code: 1, problems: 'file/unwritable: taken: cannot be written\n' })
  })

  it('explains itself', () => {
    expect(start(folder, 'src/main.ts', '--help').output).toContain('--mapping FILE')
  })
})
