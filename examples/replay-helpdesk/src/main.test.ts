import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { shipped } from '../test/shipped.ts'
import { start } from '../test/start.ts'

const folder = mkdtempSync(join(tmpdir(), 'caseload-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('given the program on its first 300 rows', { timeout: 120_000 }, () => {
  it('prints the tables and writes report, numbers and rejects', () => {
    const { code, output, problems } = start(folder, 'src/main.ts', '--limit', '300', '--out', 'first')
    expect(problems).toBe('')
    expect(code).toBe(0)
    expect(output).toContain('100 %  300 of 300 rows')
    expect(output).toMatch(/^events +– +300 +–$/m)
    expect(readFileSync(join(folder, 'first/rejects.csv'), 'utf8')).toBe('line,reason,column,expected\n')
    expect(readFileSync(join(folder, 'first/report.html'), 'utf8')).toContain('IT incidents of a car maker')
    expect(existsSync(join(folder, 'first/desk.sqlite'))).toBe(true)
  })

  it('names no person in anything it writes', () => {
    const written = ['report.html', 'report.json', 'rejects.csv']
      .map((name) => readFileSync(join(folder, 'first', name), 'utf8'))
      .join('\n')
    for (const name of ['Frederic', 'Anne Claire', 'Krzysztof', 'Siebel']) expect(written).not.toContain(name)
    const database = readFileSync(join(folder, 'first/desk.sqlite'), 'latin1')
    for (const name of ['Frederic', 'Anne Claire', 'Krzysztof']) expect(database).not.toContain(name)
  })

  it('takes another mapping, in memory', () => {
    const { code, output, problems } = start(
      folder,
      'src/main.ts',
      '--mapping',
      shipped('mappings/servicenow/mapping.json'),
      '--limit',
      '300',
      '--db',
      'memory',
      '--out',
      'second',
    )
    expect(problems).toBe('')
    expect(code).toBe(0)
    expect(output).toMatch(/^events +– +300 +–$/m)
    expect(output).toContain('By category')
  })
})

describe('given the program and the log with forty planted faults', { timeout: 60_000 }, () => {
  it('rejects exactly those lines and takes over the rest', () => {
    const { code, output } = start(
      folder,
      'src/main.ts',
      '--input',
      shipped('data/planted-faults.csv'),
      '--db',
      'memory',
      '--out',
      'faults',
    )
    expect(code).toBe(0)
    expect(output).toContain('Replayed 240 rows.')
    const rejects = readFileSync(join(folder, 'faults/rejects.csv'), 'utf8').trimEnd().split('\n').slice(1)
    const expected: readonly { readonly line: number; readonly reason: string }[] = JSON.parse(
      readFileSync(shipped('data/expected-rejects.json'), 'utf8'),
    )
    expect(rejects.map((line) => line.split(',').slice(0, 2).join(' '))).toEqual(
      expected.map(({ line, reason }) => `${line} ${reason}`),
    )
  })
})
