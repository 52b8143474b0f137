import { describe, expect, it } from 'vitest'
import { flaws } from './broken-storage.ts'
import { sqlitePlace } from './place.ts'
import { selfCheck } from './self-check.ts'
import { restarts } from './stop-writers.ts'

describe('the audit of faults', () => {
  it('catches every store that breaks its word, whether its process is killed or it is closed', { timeout: 60_000 }, async () => {
    const checks = await selfCheck()
    expect(checks.map(({ flaw, fault, caught }) => ({ flaw, fault, caught }))).toEqual(
      flaws.flatMap((flaw) => [
        { flaw, fault: 'process killed in the middle of commits', caught: true },
        { flaw, fault: 'closed with commits in flight, opened anew', caught: true },
      ]),
    )
  })

  it('finds nothing where the store keeps its word', async () => {
    const place = sqlitePlace()
    const { acknowledged, lost, doubled, torn } = await restarts(place, 2)
    await place.dispose()
    expect(acknowledged).toBeGreaterThan(0)
    expect({ lost, doubled, torn }).toEqual({ lost: 0, doubled: 0, torn: 0 })
  })
})
