import { describe, expect, it } from 'vitest'
import { type ProgressOutput, progress } from './progress.ts'

function output(isTerminal: boolean): ProgressOutput & { readonly written: string[]; at: number } {
  const written: string[] = []
  return {
    written,
    at: 0,
    isTerminal,
    columns: 80,
    write: (text) => void written.push(text),
    elapsedMs() {
      return this.at
    },
  }
}

describe('given a terminal', () => {
  it('redraws one line, at most ten times a second', () => {
    const terminal = output(true)
    const bar = progress(2000, 0, 'rows', terminal)
    for (let done = 0; done <= 1000; done += 1) {
      terminal.at = done
      bar.to(done)
    }
    expect(terminal.written).toHaveLength(11)
    expect(terminal.written.at(-1)).toBe(
      `\r\u001B[2K${'█'.repeat(16)}${'░'.repeat(16)}  50 %  1,000 of 2,000 rows  1,000/s  1 s left`,
    )
  })

  it('counts neither rate nor time of what was done before', () => {
    const terminal = output(true)
    const bar = progress(2000, 1000, 'rows', terminal)
    terminal.at = 1000
    bar.to(1100)
    expect(terminal.written.at(-1)).toContain('100/s  9 s left')
  })
})

describe('given no terminal', () => {
  it('writes one plain line each ten percent', () => {
    const file = output(false)
    const lines = progress(100, 0, 'rows', file)
    for (let done = 1; done <= 100; done += 1) {
      file.at = done * 10
      lines.to(done)
    }
    lines.end()
    expect(file.written).toHaveLength(11)
    expect(file.written.at(-1)).toBe('100 %  100 of 100 rows  100/s  took 1 s\n')
  })

  it('reckons no time left from the first row, before which the database was opened', () => {
    const file = output(false)
    const lines = progress(65_533, 0, 'rows', file)
    file.at = 23
    lines.to(1)
    file.at = 10_000
    lines.to(6554)
    expect(file.written).toEqual(['  0 %  1 of 65,533 rows\n', ' 10 %  6,554 of 65,533 rows  655/s  1 min 30 s left\n'])
  })
})
