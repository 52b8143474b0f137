import { type CalendarDocument, compileCalendar } from '@caseload/calendar'
import { instant, orThrow, parseLocalDate } from '@caseload/core'
import { describe, expect, it } from 'vitest'

const hour = 3_600_000
const zones = [
  {
    zone: 'Pacific/Apia',
    day: '2011-12-30',
    start: '2011-12-29T00:00-10:00',
    after: '2011-12-31T00:00+14:00',
    end: '2012-01-01T00:00+14:00',
  },
  {
    zone: 'Pacific/Kwajalein',
    day: '1993-08-21',
    start: '1993-08-20T00:00-12:00',
    after: '1993-08-22T00:00+12:00',
    end: '1993-08-23T00:00+12:00',
  },
] as const
const policies = [
  {},
  { skippedTime: 'forward' },
  { skippedTime: 'boundary' },
  { clockChange: 'wall-clock' },
  { clockChange: 'wall-clock', skippedTime: 'forward' },
  { clockChange: 'wall-clock-whole' },
] as const satisfies readonly CalendarDocument['policies'][]

describe.each(zones)('given $zone, where $day never happened', ({ zone, day, start, after, end }) => {
  const date = orThrow(parseLocalDate(day))
  const [from, change, to] = [instant(start), instant(after), instant(end)]

  it.each(policies)('has no hours on that day, by %o', (chosen) => {
    const office = orThrow(compileCalendar({ zone, week: { 'mon-sun': ['09:00-17:00'] }, policies: chosen }))
    expect(office.isWorkingDay(date)).toBe(false)
    expect(office.hoursOfDay(date)).toEqual([])
    expect(office.between(from, to)).toBe(16 * hour)
    expect(office.workingDaysBetween(from, to)).toBe(2)
    expect(orThrow(office.addWorkingDays(from, 1))).toBe(change)
    expect(office.segments(from, to).map((span) => span.to - span.from)).toEqual([8 * hour, 8 * hour])
    const account = office.explain(from, to)
    expect(account.spans.filter(({ reason }) => reason === 'clock-change')).toMatchObject([
      { from: change, to: change, countedMs: 0 },
    ])
    expect(account.spans.reduce((sum, { countedMs }) => sum + countedMs, 0)).toBe(16 * hour)
  })

  it.each(policies)('gives nothing to the day after, where only that day would have been open, by %o', (chosen) => {
    const weekday = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[new Date(`${day}T00:00Z`).getUTCDay()] ?? 'sun'
    const once = orThrow(compileCalendar({ zone, week: { [weekday]: ['20:00-04:00'] }, policies: chosen }))
    expect(once.between(from, to)).toBe(0)
    expect([from, change, instant(change + hour), instant(change + 21 * hour)].map(once.isOpen)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  it.each(policies)('ends a night at the change that takes its morning away, by %o', (chosen) => {
    const nights = orThrow(compileCalendar({ zone, week: { 'mon-sun': ['22:00-06:00'] }, policies: chosen }))
    expect(nights.isOpen(instant(change - 1))).toBe(true)
    expect(nights.isOpen(change)).toBe(false)
    expect(nights.between(instant(change - 2 * hour), instant(change + 12 * hour))).toBe(2 * hour)
  })

  it('is open all the time where it is open around the clock', () => {
    const always = orThrow(compileCalendar({ zone, week: { 'mon-sun': ['00:00-24:00'] } }))
    expect(always.between(from, to)).toBe(to - from)
  })
})
