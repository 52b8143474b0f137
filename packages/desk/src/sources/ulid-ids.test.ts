import { manualClock } from '@caseload/core/testing'
import { describe, expect, it } from 'vitest'
import { ulidIds } from './ulid-ids.ts'

describe('ulidIds', () => {
  it('rises whatever the clock does', () => {
    const clock = manualClock('2026-03-02T09:00:00Z')
    const ids = ulidIds(clock)
    const seen = []
    for (let count = 0; count < 200; count += 1) {
      seen.push(ids.next())
      clock.advance(count % 3 === 0 ? -5 : 2)
    }
    expect(seen).toEqual([...new Set(seen)].sort())
    expect(seen.every((token) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(token))).toBe(true)
  })

  it('works at and before 1970', () => {
    expect(ulidIds(manualClock(0)).next()).toMatch(/^0000000001/)
    expect(ulidIds(manualClock(-1)).next()).toMatch(/^0000000001/)
  })
})
