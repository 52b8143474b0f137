import { instant, orThrow } from '@caseload/core'
import { compileSla, nextBreach, nextChange, noBreach, slaFold, slaProgress } from '@caseload/sla'
import { describe, expect, it } from 'vitest'

const version = (number: number, goal: string) => ({
  schema: 1,
  id: 'support',
  version: number,
  policies: [{ id: 'all', targets: { firstReply: goal } }],
})
const change = '2026-04-01T00:00Z'
const sla = orThrow(compileSla([version(1, 'PT40H'), { ...version(2, 'PT20H'), effectiveFrom: change }]))
const started = { type: 'started', at: '2026-03-31T08:00Z' } as const

describe('given a ticket to which nothing happens while a version of the policies comes into force', () => {
  const fold = slaFold(sla)
  const before = slaProgress(sla, { signals: [started] })

  it('has that change ahead until the instant before it, and behind it from that instant on', () => {
    expect(nextChange(fold.until(before, instant(change) - 1))).toBe(instant(change))
    expect(nextChange(fold.until(before, change))).toBe(noBreach)
  })

  it('is due by the new version from then on, and the given progress stays as it was', () => {
    expect(nextBreach(fold.until(before, change))).toBe(instant('2026-04-01T04:00Z'))
    expect(nextBreach(before)).toBe(instant('2026-04-02T00:00Z'))
  })

  it('is the same however often it is asked on the way', () => {
    const atOnce = fold.until(before, '2026-05-01T00:00Z')
    const bySteps = fold.until(fold.until(before, change), '2026-05-01T00:00Z')
    expect(fold.at(bySteps, '2026-05-01T00:00Z')).toEqual(fold.at(atOnce, '2026-05-01T00:00Z'))
  })

  it('has no snooze left that ended', () => {
    const snoozed = fold.step(before, { type: 'snoozed', at: '2026-03-31T09:00Z', until: '2026-03-31T10:00Z' })
    expect(nextChange(snoozed)).toBe(instant('2026-03-31T10:00Z'))
    expect(nextChange(fold.until(snoozed, '2026-03-31T10:00Z'))).toBe(instant(change))
  })
})
