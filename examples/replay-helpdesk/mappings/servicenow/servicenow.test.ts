import { readFileSync } from 'node:fs'
import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { readLog } from '../../src/log/read-log.ts'
import { compileMapping } from '../../src/mapping/compile-mapping.ts'
import { replayRows } from '../../src/replay/replay-rows.ts'
import { shipped } from '../../test/shipped.ts'

describe('given the log of another desk and a mapping for it', async () => {
  const read = (name: string) => JSON.parse(readFileSync(shipped(`mappings/servicenow/${name}`), 'utf8'))
  const mapping = orThrow(compileMapping(read('mapping.json'), read('workflow.json')))
  const log = orThrow(await readLog(shipped('mappings/servicenow/incidents.csv.gz'), mapping))

  it('reads every row, of 890 incidents, in order of time', () => {
    expect(log.rejects).toEqual([])
    expect(log.rows).toHaveLength(5998)
    expect(new Set(log.rows.map((row) => row.caseToken)).size).toBe(890)
    expect(log.rows.every((row, index) => row.at >= (log.rows[index - 1]?.at ?? row.at))).toBe(true)
  })

  it('takes the assignee from its column, and a question mark for nobody', () => {
    const rows = log.rows.map(replayRows(mapping.categoryOf))
    expect(rows[0]?.state.assigneeId).toBeNull()
    expect(rows.some((row) => row.state.assigneeId !== null && row.state.assigneeId !== row.actor.id)).toBe(true)
  })
})
