import { type CalendarDocument, compileCalendar } from '@caseload/calendar'
import { instant, isoDate, orThrow, parseLocalDate } from '@caseload/core'
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

describe('given versions around a day that never happened', () => {
  const apia = (from: string, to: string, version: number) => ({
    zone: 'Pacific/Apia',
    week: { 'mon-sun': [`${from}-${to}`] },
    version,
  })
  const change = instant('2011-12-31T00:00+14:00')

  it('lets a version of that day begin with the day after', () => {
    const versions = [
      { effectiveFrom: null, calendar: apia('09:00', '17:00', 1) },
      { effectiveFrom: '2011-12-30', calendar: apia('10:00', '12:00', 2) },
    ]
    const calendar = orThrow(compileCalendar({ versions }))
    expect([calendar.versionAt(instant(change - 1)).version, calendar.versionAt(change).version]).toEqual([1, 2])
    expect(calendar.between(instant(change - 24 * hour), instant(change + 24 * hour))).toBe(10 * hour)
    expect(calendar.isWorkingDay(isoDate('2011-12-30'))).toBe(false)
  })

  it('refuses a version that would have been in force on that day only', () => {
    const versions = [
      { effectiveFrom: null, calendar: apia('09:00', '17:00', 1) },
      { effectiveFrom: '2011-12-30', calendar: apia('10:00', '12:00', 2) },
      { effectiveFrom: '2011-12-31', calendar: apia('09:00', '17:00', 3) },
    ]
    expect(
      compileCalendar({ versions })
        ._unsafeUnwrapErr()
        .map(({ kind, path }) => [kind, path]),
    ).toEqual([['calendar/versions-order', 'versions[2].effectiveFrom']])
  })
})

describe('given calendars together of which one never had a day', () => {
  const day = { zone: 'Pacific/Apia', week: { 'mon-sun': ['09:00-17:00'] } }
  const nights = { zone: 'Pacific/Apia', week: { 'mon-sun': ['22:00-06:00'] } }
  const [from, change] = [instant('2011-12-29T00:00-10:00'), instant('2011-12-31T00:00+14:00')]

  it.each(policies)('unites and intersects what is left, by %o', (chosen) => {
    const united = orThrow(compileCalendar({ union: [day, nights], policies: chosen }))
    // The night of the 29th ends with its day, and none began before the 31st.
    expect(united.between(from, instant(change + 24 * hour))).toBe((6 + 8 + 2 + 8 + 2) * hour)
    const shared = orThrow(
      compileCalendar({ intersection: [day, { ...day, week: { 'mon-sun': ['08:00-10:00'] } }], policies: chosen }),
    )
    expect(shared.segments(from, instant(change + 24 * hour)).map((span) => span.to - span.from)).toEqual([hour, hour])
    expect([united, shared].map((calendar) => calendar.hoursOfDay(isoDate('2011-12-30')))).toEqual([[], []])
  })
})
