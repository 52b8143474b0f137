import { readFileSync } from 'node:fs'
import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { shipped, shippedMapping } from '../../test/shipped.ts'
import { readLog } from './read-log.ts'

interface Expected {
  readonly line: number
  readonly fault: string
  readonly reason: string
  readonly column: string | null
}

describe('given the shipped log with forty planted faults', async () => {
  const mapping = shippedMapping()
  const expected: readonly Expected[] = JSON.parse(readFileSync(shipped('data/expected-rejects.json'), 'utf8'))
  const log = orThrow(await readLog(shipped('data/planted-faults.csv'), mapping))

  it('rejects exactly the forty lines, each for its reason', () => {
    expect(expected).toHaveLength(40)
    expect(log.rejects.map(({ line, reason, column }) => ({ line, reason, column }))).toEqual(
      expected.map(({ line, reason, column }) => ({ line, reason, column })),
    )
  })

  it('keeps every other row as it is in the log without faults', async () => {
    const whole = orThrow(await readLog(shipped('data/bpic2013_incidents.csv.gz'), mapping))
    const slice = whole.rows.filter((row) => row.line <= 241).map(({ line: _, ...rest }) => rest)
    expect(slice).toHaveLength(240)
    expect(log.rows.map(({ line: _, ...rest }) => rest)).toEqual(slice)
  })

  it('repeats nothing of a rejected row', () => {
    for (const reject of log.rejects) expect(Object.keys(reject).sort()).toEqual(['column', 'expected', 'line', 'reason'])
    expect(JSON.stringify(log.rejects)).not.toMatch(/Parked|Andr|yesterday/)
  })
})
