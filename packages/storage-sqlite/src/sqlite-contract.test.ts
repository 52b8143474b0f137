import { conformance, runConformance } from '@caseload/storage-conformance'
import { countFlushes } from '@caseload/storage-conformance/faults'
import { describe, expect, it } from 'vitest'
import { openFlushedPlace, openSqlitePlace } from '../test/sqlite-place.ts'

describe('given an SQLite file', () => {
  const about = { durability: 'process', writers: 'one-host' } as const
  // The other two passes belong to the long run.
  conformance({ test: it, about, open: openSqlitePlace, passes: ['in turn', 'guarded'] })

  it('crashes before each statement of a commit leave all of it or nothing', async () => {
    const report = await runConformance({ about, open: openSqlitePlace, passes: ['plain'], only: ['L124'] })
    expect([report.failed, report.passed]).toEqual([0, 1])
  })

  it('makes the disk keep each commit before it is acknowledged, unless told not to', async ({ skip }) => {
    const counter = await countFlushes()
    if (counter === null) {
      process.stderr.write('SQLite: NOT TRIED whether it survives the loss of power: no strace here, or no right to use it\n')
      return skip('no strace here, or no right to use it')
    }
    // The tracer prints a moment after the call.
    const flushes = () => new Promise<number>((resolve) => setTimeout(() => resolve(counter.count()), 300))
    const power = { durability: 'power', writers: 'one-host' } as const
    const report = await runConformance({ about: power, open: openFlushedPlace(flushes), only: ['A1', 'A1b'] })
    await counter.stop()
    expect([report.failed, report.passed]).toEqual([0, 5])
  })
})
