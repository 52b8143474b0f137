import { instant } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import type { Hours } from '../hours/hours.ts'
import { timelineOf } from './timeline.ts'

/** Open from an instant on, in UTC; counts how often it is asked where a year begins. */
function openFrom(opening: number): { readonly hours: Hours; readonly asked: () => number } {
  let asked = 0
  const hours: Hours = {
    clock: {
      offsetAt: () => 0,
      instantOf: (local) => {
        asked += 1
        return instant(local)
      },
      instantsOf: (local) => [instant(local)],
      transitions: () => [],
    },
    zoneName: 'UTC',
    spans: (_, from, to) => (to <= opening ? [] : [Math.max(from, opening), to]),
    dayHours: () => [],
    holidaysOn: () => [],
    breaksAt: () => [],
    shiftsAt: () => [],
    edges: () => [],
    reasonAt: () => ({ kind: 'open', name: null }),
    versionAt: () => ({ id: 'calendar', version: 1 }),
  }
  return { hours, asked: () => asked }
}

const now = Date.parse('2026-03-02T12:00Z')

describe('given a stretch that began a century before', () => {
  it.each(['1901-05-06T07:00Z', '1850-01-01T00:00Z'])(
    'finds it begun %s, without going through the years between once for each of them',
    (text) => {
      const { hours, asked } = openFrom(Date.parse(text))
      const from = Math.max(Date.parse(text), Date.parse('1900-01-01T00:00Z'))
      expect(timelineOf(hours, 'instant').stretchBefore(now)?.from).toBe(from)
      expect(asked()).toBeLessThan(10 * 300)
    },
  )
})
