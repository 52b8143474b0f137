import { compileCalendar } from '@caseload/calendar'
import { instant, orThrow } from '@caseload/core'
import { businessTime, compileSla, elapsedTime, explainDue, slaState } from '@caseload/sla'
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

describe('the end of a working day', () => {
  const endIn = (range: string) => {
    const time = businessTime(orThrow(compileCalendar({ zone: 'UTC', week: { 'mon-fri': [range] } })))
    return (at: string) => time.endOfWorkingDay(instant(at))
  }

  it('is its own end, also at the midnight at which the next day begins', () => {
    for (const range of ['09:00-17:00', '16:00-24:00', '00:00-24:00', '22:00-06:00']) {
      const endOf = endIn(range)
      for (const at of ['2026-03-02T10:00Z', '2026-03-03T00:00Z', '2026-03-07T12:00Z']) {
        const end = endOf(at)
        expect(endOf(new Date(end).toISOString())).toBe(end)
      }
    }
    expect(elapsedTime.endOfWorkingDay(instant('2026-03-03T00:00Z'))).toBe(instant('2026-03-03T00:00Z'))
  })

  it('is that of the shift that is on, until it closes', () => {
    const endOf = endIn('22:00-06:00')
    expect(endOf('2026-03-03T03:00Z')).toBe(instant('2026-03-03T06:00Z'))
    expect(endOf('2026-03-03T06:00:00.001Z')).toBe(instant('2026-03-04T06:00Z'))
    expect(endOf('2026-03-07T03:00Z')).toBe(instant('2026-03-07T06:00Z'))
  })

  it('does not move a goal that is used up exactly at closing, nor one that a pause outside hours touches', () => {
    const office = orThrow(compileCalendar({ zone: 'UTC', week: { 'mon-fri': ['16:00-24:00'] } }))
    const target = (duration: string) => ({ duration, until: 'end-of-working-day' })
    const due = (duration: string, paused: boolean) => {
      const sla = orThrow(
        compileSla(
          {
            schema: 1,
            id: 's',
            version: 1,
            policies: [{ id: 'all', calendar: 'office', targets: { agentWork: target(duration) } }],
          },
          { calendars: { office } },
        ),
      )
      const pause = [
        { type: 'category-changed', at: '2026-03-02T11:00Z', category: 'pending' },
        { type: 'category-changed', at: '2026-03-02T12:00Z', category: 'open' },
      ] as const
      const signals = [{ type: 'started', at: '2026-03-02T10:00Z' }, ...(paused ? pause : [])] as const
      return slaState(sla, { signals }, '2026-03-02T20:00Z').clocks['agentWork']?.dueAt
    }
    const closing = instant('2026-03-03T00:00Z')
    expect([due('PT8H', false), due('PT8H', true), due('PT4H', true)]).toEqual([closing, closing, closing])
  })
})
