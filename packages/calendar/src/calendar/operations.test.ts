import { formatInstant, type Instant, instant, isoDate, orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { type CalendarDocument, type CalendarPolicies, compileCalendar } from '../index.ts'

// March 2026 in UTC: the 2nd is a Monday.
const at = (day: number, time: string): Instant => instant(`2026-03-${String(day).padStart(2, '0')}T${time}Z`)
const document = {
  zone: 'UTC',
  week: { 'mon-fri': ['09:00-12:00', '13:00-17:00'] },
  holidays: [
    { name: 'Founding day', on: '2026-03-04' },
    { name: 'Party', on: '2026-03-05', closed: ['15:00-24:00'] },
  ],
  breaks: [{ name: 'Stand-up', hours: ['09:00-09:15'], on: { weekdays: 'fri' } }],
  openings: [{ name: 'Fair', on: '2026-03-07', hours: ['10:00-14:00'] }],
} as const satisfies CalendarDocument
const withPolicies = (policies: Partial<CalendarPolicies>) => orThrow(compileCalendar({ ...document, policies }))
const office = withPolicies({})
const text = (value: Instant | null) => (value === null ? null : formatInstant(value).slice(8, 16))
const added = (calendar: typeof office, from: Instant, hours: number) => text(orThrow(calendar.add(from, hours * 3_600_000)))
const hour = 3_600_000

describe('given an office with holidays, a break and a special opening', () => {
  it('adds over lunch, night, holiday, part holiday and break', () => {
    expect(added(office, at(2, '11:00'), 2)).toBe('02T14:00')
    expect(added(office, at(3, '16:00'), 2)).toBe('05T10:00')
    expect(added(office, at(5, '14:00'), 2)).toBe('06T10:15')
    expect(added(office, at(6, '16:00'), 2)).toBe('07T11:00')
  })
  it('subtracts the same way back', () => {
    expect(text(orThrow(office.subtract(at(2, '14:00'), 2 * hour)))).toBe('02T11:00')
    expect(text(orThrow(office.subtract(at(5, '10:00'), 2 * hour)))).toBe('03T16:00')
    expect(text(orThrow(office.add(at(5, '10:00'), -2 * hour)))).toBe('03T16:00')
    expect(text(orThrow(office.subtract(at(2, '11:00'), -2 * hour)))).toBe('02T14:00')
  })
  it('counts what lies between, negative the other way round', () => {
    expect(office.between(at(2, '09:00'), at(9, '09:00'))).toBe((7 + 7 + 0 + 5 + 6.75 + 4) * hour)
    expect(office.between(at(2, '14:00'), at(2, '11:00'))).toBe(-2 * hour)
    expect(office.between(at(4, '00:00'), at(5, '00:00'))).toBe(0)
  })
  it('is open from the opening on and not at the closing', () => {
    const asked = ['08:59:59.999', '09:00', '11:59:59.999', '12:00', '13:00'].map((time) => office.isOpen(at(2, time)))
    expect(asked).toEqual([false, true, true, false, true])
  })
  it('finds openings and closings, strictly or at the instant itself', () => {
    expect(text(office.nextOpening(at(2, '09:00')))).toBe('02T13:00')
    expect(text(office.nextOpening(at(2, '09:00'), { inclusive: true }))).toBe('02T09:00')
    expect(text(office.nextClosing(at(2, '12:00')))).toBe('02T17:00')
    expect(text(office.nextClosing(at(2, '12:00'), { inclusive: true }))).toBe('02T12:00')
    expect(text(office.previousOpening(at(2, '13:00')))).toBe('02T09:00')
    expect(text(office.previousOpening(at(2, '13:00'), { inclusive: true }))).toBe('02T13:00')
    expect(text(office.previousClosing(at(2, '12:00')))).toBe('27T17:00')
    expect(text(office.previousClosing(at(2, '12:00'), { inclusive: true }))).toBe('02T12:00')
  })
  it('tells the next and the last change with their kind', () => {
    expect([office.nextChange(at(2, '10:00')), office.nextChange(at(2, '12:00'))].map((change) => change?.kind)).toEqual([
      'closing',
      'opening',
    ])
    expect([office.previousChange(at(2, '10:00')), office.previousChange(at(2, '12:30'))].map((change) => change?.kind)).toEqual([
      'opening',
      'closing',
    ])
  })
  it('moves a closed instant to the nearest open one, and leaves an open one', () => {
    expect([text(office.openAtOrAfter(at(2, '12:30'))), text(office.openAtOrAfter(at(2, '10:00')))]).toEqual([
      '02T13:00',
      '02T10:00',
    ])
    expect([text(office.openAtOrBefore(at(2, '12:30'))), text(office.openAtOrBefore(at(2, '10:00')))]).toEqual([
      '02T12:00',
      '02T10:00',
    ])
  })
  it('lists the open spans, cut at both ends', () => {
    const spans = office.segments(at(2, '11:00'), at(3, '10:00')).map(({ from, to }) => [text(from), text(to)])
    expect(spans).toEqual([
      ['02T11:00', '02T12:00'],
      ['02T13:00', '02T17:00'],
      ['03T09:00', '03T10:00'],
    ])
    expect(office.segments(at(3, '10:00'), at(2, '11:00'))).toEqual([])
    expect(office.segmentsAfter(at(2, '11:00'), 2).map(({ to }) => text(to))).toEqual(['02T12:00', '02T17:00'])
    expect(office.segmentsBefore(at(2, '14:00'), 2).map(({ from }) => text(from))).toEqual(['02T13:00', '02T09:00'])
  })
  it('knows holidays, breaks and working days', () => {
    expect(office.holidaysOn(isoDate('2026-03-05'))).toEqual([{ name: 'Party', wholeDay: false }])
    expect(office.breaksAt(at(6, '09:10'))).toEqual(['Stand-up'])
    expect(office.breaksAt(at(6, '09:15'))).toEqual([])
    const days = ['2026-03-04', '2026-03-05', '2026-03-07', '2026-03-08'].map((day) => office.isWorkingDay(isoDate(day)))
    expect(days).toEqual([false, true, true, false])
  })
  it('gives a day its hours, its start and its end', () => {
    expect(office.hoursOfDay(isoDate('2026-03-05')).map(({ to }) => text(to))).toEqual(['05T12:00', '05T15:00'])
    expect(text(office.startOfWorkingDay(at(6, '20:00')))).toBe('06T09:15')
    expect(text(office.endOfWorkingDay(at(6, '08:00')))).toBe('06T17:00')
    expect(office.endOfWorkingDay(isoDate('2026-03-04'))).toBeNull()
    expect([office.nextWorkingDay(isoDate('2026-03-03')), office.previousWorkingDay(isoDate('2026-03-09'))]).toEqual([
      '2026-03-05',
      '2026-03-07',
    ])
  })
  it('counts working days between dates and complete ones between instants', () => {
    expect(office.workingDaysBetween(isoDate('2026-03-02'), isoDate('2026-03-09'))).toBe(5)
    expect(office.workingDaysBetween(isoDate('2026-03-02'), isoDate('2026-03-09'), { inclusive: true })).toBe(6)
    expect(office.workingDaysBetween(isoDate('2026-03-09'), isoDate('2026-03-02'))).toBe(-5)
    expect(office.completeWorkingDaysBetween(at(2, '10:00'), at(3, '10:00'))).toBe(1)
    expect(office.completeWorkingDaysBetween(at(2, '10:00'), at(3, '09:59'))).toBe(0)
    expect(office.completeWorkingDaysBetween(at(2, '09:00'), at(2, '17:00'))).toBe(1)
  })
  it('adds working days at the same time of day', () => {
    expect(text(orThrow(office.addWorkingDays(at(3, '10:00'), 1)))).toBe('05T10:00')
    expect(text(orThrow(office.subtractWorkingDays(at(5, '10:00'), 1)))).toBe('03T10:00')
    expect(text(orThrow(office.addWorkingDays(at(5, '10:00'), -1)))).toBe('03T10:00')
    expect(text(orThrow(office.addWorkingDays(at(8, '10:00'), 0)))).toBe('08T10:00')
  })
  it('refuses parts of milliseconds and of days', () => {
    const problems = [
      office.add(at(2, '10:00'), 0.5),
      office.subtract(at(2, '10:00'), Number.NaN),
      office.addWorkingDays(at(2, '10:00'), 1.5),
    ]
    expect(problems.map((problem) => problem.isErr() && problem.error.kind)).toEqual(Array(3).fill('calendar/invalid-amount'))
  })
  it('has no answer where there are no hours left', () => {
    const once = orThrow(
      compileCalendar(
        { zone: 'UTC', openings: [{ name: 'Once', on: '2026-03-02', hours: ['09:00-10:00'] }] },
        { tolerate: ['calendar/closed-year'] },
      ),
    )
    const never = [once.add(at(2, '09:30'), hour), once.subtract(at(2, '09:30'), hour), once.addWorkingDays(at(2, '09:30'), 1)]
    expect(never.map((problem) => problem.isErr() && problem.error.kind)).toEqual(Array(3).fill('calendar/never-open'))
    expect([once.nextOpening(at(2, '09:30')), once.previousClosing(at(2, '09:30'))]).toEqual([null, null])
  })
})

describe('given one answer or the other where libraries disagree', () => {
  it('lands on the closing, or rolls to the next opening', () => {
    expect(added(office, at(2, '16:00'), 1)).toBe('02T17:00')
    expect(added(withPolicies({ addLandingOnClosing: 'next-opening' }), at(2, '16:00'), 1)).toBe('03T09:00')
  })
  it('lands on the opening, or rolls to the closing before', () => {
    const subtracted = (policies: Partial<CalendarPolicies>) =>
      text(orThrow(withPolicies(policies).subtract(at(3, '10:00'), hour)))
    expect([subtracted({}), subtracted({ subtractLandingOnOpening: 'previous-closing' })]).toEqual(['03T09:00', '02T17:00'])
  })
  it('leaves an instant to which nothing is added, or rolls it', () => {
    const rolls = withPolicies({ zeroAmount: 'roll' })
    expect([added(office, at(2, '12:30'), 0), added(rolls, at(2, '12:30'), 0)]).toEqual(['02T12:30', '02T13:00'])
    expect(text(orThrow(rolls.subtract(at(2, '12:30'), 0)))).toBe('02T12:00')
  })
  it('is closed or open at the closing instant', () => {
    expect([office.isOpen(at(2, '17:00')), withPolicies({ closingInstant: 'open' }).isOpen(at(2, '17:00'))]).toEqual([
      false,
      true,
    ])
  })
  it('counts reversed ranges below zero, or as nothing', () => {
    const zero = withPolicies({ reversedRange: 'zero' })
    expect(zero.between(at(2, '14:00'), at(2, '11:00'))).toBe(0)
    expect(zero.workingDaysBetween(isoDate('2026-03-09'), isoDate('2026-03-02'))).toBe(0)
    expect(zero.completeWorkingDaysBetween(at(3, '10:00'), at(2, '10:00'))).toBe(0)
  })
  it.each<[CalendarPolicies['workingDayStart'], string, string]>([
    ['as-is', '09T20:00', '06T20:00'],
    ['first-open', '10T09:00', '07T14:00'],
    ['nearest-opening', '10T09:00', '07T10:00'],
    ['working-day', '10T09:00', '07T10:00'],
  ])('starts to count working days %s', (workingDayStart, later, earlier) => {
    const calendar = withPolicies({ workingDayStart })
    expect(text(orThrow(calendar.addWorkingDays(at(8, '20:00'), 1)))).toBe(later)
    const back =
      workingDayStart === 'as-is'
        ? orThrow(calendar.subtractWorkingDays(at(7, '20:00'), 1))
        : orThrow(withPolicies({ workingDayStart, zeroAmount: 'roll' }).subtractWorkingDays(at(8, '20:00'), 0))
    expect(text(back)).toBe(earlier)
  })
  it('keeps a closed instant of a working day where the start is a working day', () => {
    expect(text(orThrow(withPolicies({ workingDayStart: 'working-day' }).addWorkingDays(at(2, '20:00'), 1)))).toBe('03T20:00')
  })
  it.each<[CalendarPolicies['workingDayLanding'], string, string]>([
    ['same-time', '03T20:00', '03T08:00'],
    ['open-time', '05T09:00', '03T09:00'],
    ['by-closing', '03T17:00', '03T08:00'],
    ['end-of-day', '03T17:00', '03T17:00'],
  ])('ends a count of working days at %s', (workingDayLanding, evening, morning) => {
    const calendar = withPolicies({ workingDayLanding })
    expect(text(orThrow(calendar.addWorkingDays(at(2, '20:00'), 1)))).toBe(evening)
    expect(text(orThrow(calendar.addWorkingDays(at(2, '08:00'), 1)))).toBe(morning)
  })
  it('ends no days from now with the day, or with the next one where it is over', () => {
    const ends = withPolicies({ workingDayLanding: 'end-of-day' })
    expect([
      text(orThrow(ends.addWorkingDays(at(2, '10:00'), 0))),
      text(orThrow(ends.addWorkingDays(at(2, '18:00'), 0))),
    ]).toEqual(['02T17:00', '03T17:00'])
  })
  it('takes a working day as a date, or as so many hours', () => {
    expect(text(orThrow(withPolicies({ workingDayLength: 'PT8H' }).addWorkingDays(at(2, '09:00'), 1)))).toBe('03T10:00')
  })
})

describe('given a calendar around the clock', () => {
  it('has no opening and no closing, before or after', () => {
    const always = orThrow(compileCalendar({ zone: 'UTC', week: { 'mon-sun': ['00:00-24:00'] } }))
    const now = at(2, '12:00')
    expect([always.nextOpening(now), always.nextClosing(now), always.nextChange(now)]).toEqual([null, null, null])
    expect([always.previousOpening(now), always.previousClosing(now), always.previousChange(now)]).toEqual([null, null, null])
  })
})

describe('given hours in a gap, moved beside or into other hours', () => {
  const openOn = (skippedTime: CalendarPolicies['skippedTime'], ranges: readonly string[]) =>
    orThrow(compileCalendar({ zone: 'Europe/Helsinki', week: { sun: ranges, mon: ['09:00-17:00'] }, policies: { skippedTime } }))
      .segments(instant('2026-03-29T00:00+02:00'), instant('2026-03-30T00:00+03:00'))
      .map(({ from, to }) => `${formatInstant(from).slice(11, 16)}-${formatInstant(to).slice(11, 16)}`)
  it('loses nothing of the hours that exist', () => {
    expect(openOn('forward', ['03:30-03:40', '04:00-05:00'])).toEqual(['01:00-02:00'])
    expect(openOn('forward', ['03:30-03:40', '05:00-06:00'])).toEqual(['01:30-01:40', '02:00-03:00'])
    expect(openOn('backward', ['02:40-02:50', '03:30-03:55'])).toEqual(['00:30-00:55'])
    expect(openOn('boundary', ['03:30-03:40', '04:00-05:00'])).toEqual(['01:00-02:00'])
  })
})

describe('given a clock change within hours', () => {
  const night = (clockChange: CalendarPolicies['clockChange'], rest: Partial<CalendarPolicies> = {}) =>
    orThrow(
      compileCalendar({ zone: 'Europe/Helsinki', week: { 'mon-sun': ['01:00-06:00'] }, policies: { clockChange, ...rest } }),
    )
  const spring = [instant('2026-03-29T00:00+02:00'), instant('2026-03-29T12:00+03:00')] as const
  const autumn = [instant('2026-10-25T00:00+03:00'), instant('2026-10-25T12:00+02:00')] as const

  it('counts what elapsed, or what the clock shows', () => {
    expect(
      [night('elapsed'), night('wall-clock'), night('wall-clock-whole')].map((calendar) => calendar.between(...spring) / hour),
    ).toEqual([4, 5, 5])
    expect(
      [night('elapsed'), night('wall-clock'), night('wall-clock-whole')].map((calendar) => calendar.between(...autumn) / hour),
    ).toEqual([6, 5, 5])
  })
  it('counts what elapsed in a stretch that is left midway, where only whole stretches go by the clock', () => {
    const [from] = spring
    const midway = instant('2026-03-29T05:00+03:00')
    expect([night('wall-clock').between(from, midway) / hour, night('wall-clock-whole').between(from, midway) / hour]).toEqual([
      4, 3,
    ])
    expect(formatInstant(orThrow(night('wall-clock-whole').add(from, 3 * hour)))).toBe(formatInstant(midway))
  })
  it.each(['elapsed', 'wall-clock', 'wall-clock-whole'] as const)('explains the same under %s', (clockChange) => {
    const calendar = night(clockChange)
    for (const [from, to] of [
      spring,
      autumn,
      [spring[0], instant('2026-03-29T05:00+03:00')],
      [autumn[0], instant('2026-10-25T03:30+02:00')],
    ] as const) {
      const { spans, countedMs } = calendar.explain(from, to)
      expect(spans.reduce((sum, span) => sum + span.countedMs, 0)).toBe(calendar.between(from, to))
      expect(countedMs).toBe(calendar.between(from, to))
    }
  })
  it.each([
    ['boundary', '2026-03-29T01:00:00.000Z'],
    ['forward', '2026-03-29T01:30:00.000Z'],
    ['backward', '2026-03-29T00:30:00.000Z'],
  ] as const)('opens at a skipped time %s', (skippedTime, expected) => {
    const calendar = orThrow(
      compileCalendar({ zone: 'Europe/Helsinki', week: { sun: ['03:30-06:00'] }, policies: { skippedTime } }),
    )
    expect(formatInstant(calendar.nextOpening(instant('2026-03-28T12:00Z')) ?? instant(0))).toBe(expected)
  })
  it.each([
    ['first', '2026-10-25T00:30:00.000Z'],
    ['last', '2026-10-25T01:30:00.000Z'],
  ] as const)('opens at the %s of two equal times', (repeatedTime, expected) => {
    const calendar = orThrow(
      compileCalendar({ zone: 'Europe/Helsinki', week: { sun: ['03:30-06:00'] }, policies: { repeatedTime } }),
    )
    expect(formatInstant(calendar.nextOpening(instant('2026-10-24T12:00Z')) ?? instant(0))).toBe(expected)
  })
})
