import { compileCalendar } from '@caseload/calendar'
import { instant, orThrow } from '@caseload/core'
import { compileSla, explainDue, slaState } from '@caseload/sla'
import { describe, expect, it } from 'vitest'

const week = { 'mon-fri': ['09:00-12:00', '12:30-17:00'] }
const policyDocument = {
  schema: 1,
  id: 'support',
  version: 1,
  policies: [{ id: 'all', calendar: 'office', targets: { firstReply: 'PT4H' } }],
}

function slaIn(zone: string, hours: Readonly<Record<string, readonly string[]>>) {
  return orThrow(compileSla(policyDocument, { calendars: { office: orThrow(compileCalendar({ zone, week: hours })) } }))
}

describe('given a compiled calendar with a lunch break', () => {
  const sla = slaIn('Europe/Helsinki', week)

  it('skips lunch, the night and the weekend', () => {
    const signals = [{ type: 'started', at: '2026-03-06T16:00+02:00' }] as const
    const { firstReply } = slaState(sla, { signals }, '2026-03-07T12:00+02:00').clocks
    expect(firstReply).toMatchObject({ dueAt: instant('2026-03-09T12:00+02:00'), elapsedMs: 3_600_000 })
  })

  it('accounts for every stretch, and the counted ones add up to the goal', () => {
    const now = instant('2026-03-09T10:00+02:00')
    const signals = [{ type: 'started', at: '2026-03-06T16:00+02:00' }] as const
    const { firstReply } = slaState(sla, { signals }, now).clocks
    const account = firstReply === undefined ? null : explainDue(sla, firstReply, now)
    expect(account?.spans.map(({ what, reason, ahead }) => `${what}${ahead ? ' ahead' : ''}: ${reason}`)).toEqual([
      'counted: open',
      'skipped: outside-hours',
      'skipped: day-off',
      'skipped: outside-hours',
      'counted: open',
      'counted ahead: open',
    ])
    expect(account?.spans.reduce((sum, { countedMs }) => sum + countedMs, 0)).toBe(4 * 3_600_000)
  })
})

describe('given a clock change in the night of a round-the-clock calendar', () => {
  it('counts elapsed time', () => {
    const sla = slaIn('Europe/Helsinki', { 'mon-sun': ['00:00-24:00'] })
    const signals = [{ type: 'started', at: '2026-03-29T01:00+02:00' }] as const
    const { firstReply } = slaState(sla, { signals }, '2026-03-29T02:00+02:00').clocks
    expect(firstReply?.dueAt).toBe(instant('2026-03-29T06:00+03:00'))
  })
})
