import { describe, expect, it } from 'vitest'
import { textTable } from './table.ts'

describe('given a table for a terminal', () => {
  it('puts words to the left and numbers to the right, and ends lines where they end', () => {
    const rows = [
      ['no-transition', 'wait', '1,227', '3 running'],
      ['late', 'wait-user', '–', ''],
    ]
    expect(textTable({ title: 'Why', columns: ['reason', 'from', 'times', 'not counted'], rows, note: 'Made up.' })).toBe(
      [
        'Why',
        '',
        'reason         from       times  not counted',
        '─────────────  ─────────  ─────  ───────────',
        'no-transition  wait       1,227    3 running',
        'late           wait-user      –',
        'Made up.',
        '',
      ].join('\n'),
    )
  })
})
