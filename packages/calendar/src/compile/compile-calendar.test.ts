import { formatInstant, type Instant, instant, isoDate, orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import {
  type CalendarDocument,
  calendarDocumentSchema,
  calendarJsonSchema,
  compileCalendar,
  type HolidayDocument,
} from '../index.ts'

const week = { 'mon-fri': ['09:00-17:00'] }
const utc = { zone: 'UTC', week }
const found = (document: CalendarDocument) =>
  compileCalendar(document).match(
    () => [],
    (issues) => issues.map(({ kind, path, witness }) => [kind.replace('calendar/', ''), path, witness]),
  )
const at = (text: string): Instant => instant(`2026-03-${text}Z`)
const hours = (calendar: ReturnType<typeof compiled>, from: string, to: string) => calendar.between(at(from), at(to)) / 3_600_000
function compiled(document: CalendarDocument) {
  return orThrow(compileCalendar(document))
}

describe('given a document with a fault', () => {
  it.each<[string, CalendarDocument, readonly unknown[]]>([
    [
      'ranges that overlap',
      { zone: 'UTC', week: { mon: ['09:00-13:00', '12:00-17:00'] } },
      ['overlap', 'week.mon', '12:00-13:00'],
    ],
    [
      'a night that runs into the morning',
      { zone: 'UTC', week: { mon: ['22:00-06:00'], tue: ['05:00-09:00'] } },
      ['overlap', 'week', 'tue 05:00-06:00'],
    ],
    ['no hours', { zone: 'UTC' }, ['empty', '', null]],
    ['a zone that is none', { zone: 'Europe/Atlantis', week }, ['unknown-zone', 'zone', 'Europe/Atlantis']],
    [
      'a break outside hours',
      { ...utc, breaks: [{ name: 'Tea', hours: ['18:00-18:15'] }] },
      ['break-outside-hours', 'breaks[0]', '18:00-18:15'],
    ],
    [
      'a break on a day off',
      { ...utc, breaks: [{ name: 'Tea', on: { weekdays: 'sun' }, hours: ['10:00-10:15'] }] },
      ['break-outside-hours', 'breaks[0]', '10:00-10:15'],
    ],
    [
      'a year without an opening',
      { ...utc, holidays: [{ name: 'Sabbatical', on: { from: '2027-01-01', to: '2027-12-31' } }] },
      ['closed-year', '', '2027'],
    ],
    [
      'a holiday on no day',
      { ...utc, holidays: [{ name: 'Never', on: { nth: 5, weekday: 'mon', month: 2 }, years: { from: 2027, to: 2027 } }] },
      ['never-applies', 'holidays[0]', null],
    ],
    [
      'a weekday named twice',
      { zone: 'UTC', week: { 'mon-fri': ['09:00-17:00'], wed: ['10:00-12:00'] } },
      ['day-twice', 'week.wed', 'wed'],
    ],
    [
      'two openings for one day',
      {
        ...utc,
        openings: [
          { name: 'A', on: '2026-03-07', hours: ['10:00-12:00'] },
          { name: 'B', on: '2026-03-07', hours: ['13:00-14:00'] },
        ],
      },
      ['openings-collide', 'openings[1]', '2026-03-07'],
    ],
    [
      'versions out of order',
      {
        versions: [
          { effectiveFrom: '2026-02-01', calendar: utc },
          { effectiveFrom: '2026-01-01', calendar: utc },
        ],
      },
      ['versions-order', 'versions[1].effectiveFrom', null],
    ],
    [
      'policies within',
      { union: [{ ...utc, policies: { zeroAmount: 'roll' } }, utc] },
      ['policies-within', 'union[0].policies', null],
    ],
    [
      'calendars that are never open together',
      { intersection: [utc, { zone: 'UTC', week: { sat: ['09:00-17:00'] } }] },
      ['empty', '', '2024, 2025'],
    ],
    [
      'wall clocks of two zones',
      { policies: { clockChange: 'wall-clock' }, union: [utc, { zone: 'Asia/Tokyo', week }] },
      ['wall-clock-across-zones', '', 'UTC, Asia/Tokyo'],
    ],
  ])('names %s, with its place and a witness', (_, document, issue) => {
    expect(found(document)).toContainEqual(issue)
  })
  it('names every fault at once', () => {
    const document = {
      zone: 'UTC',
      week: { mon: ['09:00-13:00', '12:00-17:00'] },
      breaks: [{ name: 'Tea', hours: ['18:00-18:15'] }],
    }
    expect(found(document).map(([kind]) => kind)).toEqual(['overlap', 'break-outside-hours'])
  })
  it.each([
    [{ zone: 'UTC', week: { monday: ['09:00-17:00'] } }],
    [{ zone: 'UTC', week: { mon: ['9-5'] } }],
    [{ zone: 'UTC', week: { mon: ['09:00-09:00'] } }],
    [{ zone: 'UTC', week, holidays: [{ name: 'x', on: '2026-02-30' }] }],
    [{ zone: 'UTC', week, extra: true }],
    [null],
  ])('refuses the shape of %j', (shape) => {
    const document: CalendarDocument = JSON.parse(JSON.stringify(shape))
    expect(
      compileCalendar(document)
        ._unsafeUnwrapErr()
        .map(({ kind }) => kind),
    ).toContain('calendar/invalid-document')
    expect(calendarDocumentSchema.safeParse(document).success).toBe(false)
  })
  it('refuses calendars nested beyond ten levels', () => {
    const nested = Array.from({ length: 12 }).reduce<CalendarDocument>((inner) => ({ union: [inner] }), utc)
    expect(found(nested).map(([kind]) => kind)).toContain('too-deep')
  })
  it('stops at a calendar that contains itself, however often', () => {
    const circle: { union: CalendarDocument[] } = { union: [] }
    for (let index = 0; index < 50; index += 1) circle.union.push(circle)
    const kinds = found(circle).map(([kind]) => kind)
    expect(new Set(kinds)).toEqual(new Set(['too-deep', 'too-many']))
    expect(kinds.filter((kind) => kind === 'too-many')).toHaveLength(1)
    expect(kinds.length).toBeLessThanOrEqual(1000)
  })
  it.each([
    ['{"zone":"UTC","week":{"mon":["09:00-17:00"],"__proto__":["00:00-24:00"]}}', 'week.__proto__'],
    ['{"zone":"UTC","shifts":{"late":{"mon":["09:00-17:00"]},"__proto__":{"mon":["00:00-24:00"]}}}', 'shifts.__proto__'],
    [
      '{"zone":"UTC","week":{"mon":["09:00-17:00"]},"holidays":[{"name":"x","on":"12-24","moved":{"__proto__":1}}]}',
      'holidays[0].moved.__proto__',
    ],
    ['{"zone":"UTC","week":{"mon":["09:00-17:00"]},"__proto__":{"policies":{}}}', '__proto__'],
  ])('does not lose in silence what stands under __proto__ in %s', (json, path) => {
    expect(found(JSON.parse(json))).toEqual([['invalid-document', path, null]])
  })
  it('refuses a document that cannot be read', () => {
    const unreadable = {
      get zone(): string {
        throw new Error('unreadable')
      },
    }
    const unaskable = new Proxy(
      { zone: 'UTC' },
      {
        getOwnPropertyDescriptor() {
          throw new Error('unaskable')
        },
      },
    )
    for (const document of [unreadable, unaskable]) expect(found(document)).toEqual([['invalid-document', '', null]])
  })
  it('refuses more days than can be looked through', () => {
    const everyDay = Array.from(
      { length: 137 },
      () => ({ name: 'x', on: { weekdays: 'mon-sun' }, hours: ['12:00-13:00'] }) as const,
    )
    expect(found({ ...utc, breaks: everyDay }).map(([kind]) => kind)).toEqual(['invalid-document'])
    expect(found({ ...utc, breaks: everyDay.slice(1) })).toEqual([])
  })
  it('looks at a date however many other years the document speaks of', () => {
    const holidays = Array.from({ length: 100 }, (_, index) => ({ name: 'x', on: `${1950 + index}-03-10` }))
    expect(found({ ...utc, holidays })).toEqual([])
    expect(
      found({
        zone: 'UTC',
        week: { 'mon-sun': ['09:00-17:00'] },
        breaks: holidays.map((day) => ({ ...day, hours: ['12:00-13:00'] })),
      }),
    ).toEqual([])
    expect(found({ ...utc, openings: holidays.map((day) => ({ ...day, hours: ['12:00-13:00'] })) })).toEqual([])
  })
  it.each([
    [null, 'options'],
    [7, 'options'],
    [[], 'options'],
    [{ tolerate: 'calendar/overlap' }, 'options.tolerate'],
    [{ tolerate: ['calendar/day-twice'] }, 'options.tolerate[0]'],
    [{ tolerate: [null] }, 'options.tolerate[0]'],
    [{ timeZoneVersion: 7 }, 'options.timeZoneVersion'],
    [{ tolarate: [] }, 'options.tolarate'],
  ])('refuses the options %j', (options, path) => {
    // As they come from a caller without types.
    const refused = compileCalendar(utc, options as object)._unsafeUnwrapErr()
    expect(refused.map((issue) => [issue.kind, issue.path])).toEqual([['calendar/invalid-options', path]])
  })
  it('makes a calendar of one that is tolerated, and keeps what was found', () => {
    const calendar = orThrow(
      compileCalendar({ zone: 'UTC', week: { mon: ['09:00-13:00', '12:00-17:00'] } }, { tolerate: ['calendar/overlap'] }),
    )
    expect(hours(calendar, '02T00:00', '03T00:00')).toBe(8)
    expect(calendar.issues.map(({ kind }) => kind)).toEqual(['calendar/overlap'])
  })
})

describe('given the hours a document can say', () => {
  it('runs over midnight, belongs to the day it starts on, and goes round the clock', () => {
    const nights = compiled({ zone: 'UTC', week: { fri: ['22:00-06:00'] } })
    expect(hours(nights, '07T00:00', '07T12:00')).toBe(6)
    expect([nights.isWorkingDay(isoDate('2026-03-06')), nights.isWorkingDay(isoDate('2026-03-07'))]).toEqual([true, false])
    expect(compiled({ zone: 'UTC', week: { fri: ['22:00-30:00'] } }).between(at('06T00:00'), at('08T00:00'))).toBe(8 * 3_600_000)
    expect(hours(compiled({ zone: 'UTC', week: { 'mon-sun': ['00:00-24:00'] } }), '01T00:00', '08T00:00')).toBe(168)
  })
  it('closes a night by the date, or by the day it starts on', () => {
    const night = { zone: 'UTC', week: { 'mon-sun': ['22:00-06:00'] }, holidays: [{ name: 'Day', on: '2026-03-04' }] } as const
    const span = ['03T12:00', '05T12:00'] as const
    expect(hours(compiled(night), ...span)).toBe(8)
    expect(compiled(night).between(at('04T00:00'), at('05T00:00'))).toBe(0)
    const starting = compiled({ ...night, policies: { overnightHoliday: 'starting-day' } })
    expect([hours(starting, ...span), hours(starting, '04T00:00', '04T06:00'), hours(starting, '05T00:00', '05T06:00')]).toEqual([
      8, 6, 0,
    ])
  })
  it('closes yearly holidays, holidays by rule, moved ones and their days in lieu', () => {
    const closed = (holiday: Omit<HolidayDocument, 'name'>, day: string) => {
      const holidays = [{ name: 'x', ...holiday }]
      return !compiled({ zone: 'UTC', week: { 'mon-sun': ['09:00-17:00'] }, holidays }).isWorkingDay(isoDate(day))
    }
    expect([closed({ on: '12-24' }, '2031-12-24'), closed({ on: '12-24' }, '2031-12-25')]).toEqual([true, false])
    expect(closed({ on: { easter: -2 } }, '2026-04-03')).toBe(true)
    expect(closed({ on: { easter: 0, calendar: 'orthodox' } }, '2026-04-12')).toBe(true)
    expect(closed({ on: { nth: 4, weekday: 'thu', month: 11, plusDays: 1 } }, '2026-11-27')).toBe(true)
    expect(closed({ on: { nth: -1, weekday: 'mon', month: 5 } }, '2026-05-25')).toBe(true)
    expect(closed({ on: { weekday: 'sat', onOrAfter: '06-20' } }, '2026-06-20')).toBe(true)
    expect(closed({ on: '07-04', moved: { sat: -1 } }, '2026-07-03')).toBe(true)
    expect([
      closed({ on: '07-05', inLieu: { sun: 1 } }, '2026-07-05'),
      closed({ on: '07-05', inLieu: { sun: 1 } }, '2026-07-06'),
    ]).toEqual([true, true])
    expect([
      closed({ on: '12-24', years: { from: 2027 } }, '2026-12-24'),
      closed({ on: '12-24', years: { from: 2027 } }, '2027-12-24'),
    ]).toEqual([false, true])
  })
  it('opens on special days, instead of the week or beside it, and on a holiday unless told not to', () => {
    const opening = (rest: object) =>
      compiled({
        ...utc,
        holidays: [{ name: 'Day', on: '2026-03-03' }],
        openings: [{ name: 'Sale', hours: ['08:00-10:00'], on: ['2026-03-02', '2026-03-03'], ...rest }],
      })
    expect([hours(opening({}), '02T00:00', '03T00:00'), hours(opening({}), '03T00:00', '04T00:00')]).toEqual([2, 2])
    expect(hours(opening({ mode: 'add' }), '02T00:00', '03T00:00')).toBe(9)
    expect(hours(opening({ evenOnHolidays: false }), '03T00:00', '04T00:00')).toBe(0)
    expect(hours(opening({ hours: [] }), '02T00:00', '03T00:00')).toBe(0)
  })
  it('names its shifts, and has a calendar for each', () => {
    const calendar = compiled({ zone: 'UTC', shifts: { early: { mon: ['06:00-14:00'] }, late: { mon: ['13:00-21:00'] } } })
    expect(hours(calendar, '02T00:00', '03T00:00')).toBe(15)
    expect(calendar.shiftsAt(at('02T13:30'))).toEqual(['early', 'late'])
    expect(calendar.shifts['late']?.between(at('02T00:00'), at('03T00:00'))).toBe(8 * 3_600_000)
  })
  it('names no shift while it is closed: on a holiday, where another part is closed, and in years that it does not know', () => {
    const plant = {
      zone: 'UTC',
      shifts: { early: { 'mon-sun': ['06:00-14:00'] }, night: { 'mon-sun': ['22:00-06:00'] } },
    } as const
    const holidays = [{ name: 'Day', on: '2026-03-04' }]
    expect(compiled({ ...plant, holidays }).shiftsAt(at('04T12:00'))).toEqual([])
    const shared = compiled({ intersection: [plant, { zone: 'UTC', week: { 'mon-sun': ['08:00-12:00'] } }] })
    expect([shared.shiftsAt(at('02T09:00')), shared.shiftsAt(at('02T07:00'))]).toEqual([['early'], []])
    const whole = compiled(plant)
    const [known, unknown] = [
      ['1900-01-01', '2199-12-31'],
      ['1899-12-31', '2200-01-01', '2300-06-01'],
    ]
    expect(known.map((day) => whole.shiftsAt(instant(`${day}T12:00Z`)))).toEqual([['early'], ['early']])
    expect(unknown.flatMap((day) => whole.shiftsAt(instant(`${day}T12:00Z`)))).toEqual([])
    expect([whole.shiftsAt(instant('2199-12-31T23:59:59.999Z')), whole.shiftsAt(instant('2200-01-01T00:00Z'))]).toEqual([
      ['night'],
      [],
    ])
  })
  it('follows the sun, and shares hours', () => {
    const helsinki = { zone: 'Europe/Helsinki', week }
    const tokyo = { zone: 'Asia/Tokyo', week }
    expect(hours(compiled({ union: [helsinki, tokyo] }), '02T00:00', '03T00:00')).toBe(15)
    expect(hours(compiled({ intersection: [helsinki, tokyo] }), '02T00:00', '03T00:00')).toBe(1)
  })
})

describe('given versions in force one after the other', () => {
  const versions = [
    { effectiveFrom: null, calendar: { ...utc, version: 1 } },
    { effectiveFrom: '2026-03-04', calendar: { zone: 'UTC', week: { 'mon-fri': ['10:00-14:00'] }, version: 2 } },
  ]
  const span = ['02T00:00', '06T00:00'] as const
  it('counts each stretch by the version in force then', () => {
    const calendar = compiled({ versions })
    expect(hours(calendar, ...span)).toBe(8 + 8 + 4 + 4)
    expect([calendar.versionAt(at('03T12:00')).version, calendar.versionAt(at('04T00:00')).version]).toEqual([1, 2])
  })
  it('counts all by the version at the start, or by the latest', () => {
    expect(hours(compiled({ versions, policies: { versionCounted: 'at-start' } }), ...span)).toBe(32)
    expect(hours(compiled({ versions, policies: { versionCounted: 'latest' } }), ...span)).toBe(16)
  })
  it('counts all by the latest also where the versions are part of another calendar, and refuses a start that could not decide', () => {
    const union = (versionCounted: 'latest' | 'at-start') =>
      compileCalendar({ union: [{ versions }], policies: { versionCounted } })
    expect(hours(orThrow(union('latest')), ...span)).toBe(16)
    expect(union('at-start')._unsafeUnwrapErr()).toMatchObject([{ kind: 'calendar/versions-within', path: 'union[0]' }])
  })
  it('gives a day the hours of each version while it was in force', () => {
    const nights = { zone: 'UTC', week: { 'mon-sun': ['22:00-06:00'] } }
    const days = { zone: 'UTC', week: { 'mon-sun': ['09:00-17:00'] } }
    const endOf = (effectiveFrom: string, first: object) => {
      const calendar = compiled({
        versions: [
          { effectiveFrom: null, calendar: { ...days, ...first } },
          { effectiveFrom, calendar: days },
        ],
      })
      return (day: string) =>
        calendar
          .hoursOfDay(isoDate(day))
          .map(({ from, to }) => `${formatInstant(from).slice(8, 16)}/${formatInstant(to).slice(8, 16)}`)
    }
    const nightsBefore = endOf('2026-03-04', nights)
    expect([nightsBefore('2026-03-03'), nightsBefore('2026-03-04')]).toEqual([['03T22:00/04T00:00'], ['04T09:00/04T17:00']])
    const changedAtEleven = endOf('2026-03-04T11:00Z', { week: { 'mon-sun': ['08:00-10:00', '18:00-20:00'] } })
    expect(changedAtEleven('2026-03-04')).toEqual(['04T08:00/04T10:00', '04T11:00/04T17:00'])
  })
  it('has no hours before the first', () => {
    const calendar = compiled({ versions: [{ effectiveFrom: '2026-03-04T12:00Z', calendar: utc }] })
    expect(hours(calendar, '02T00:00', '04T12:00')).toBe(0)
    expect(calendar.explain(at('02T10:00'), at('02T11:00')).spans.map(({ reason }) => reason)).toEqual(['no-version'])
  })
})

describe('given an explanation', () => {
  it('gives each span its reason and name, the zone, its data and the version', () => {
    const document: CalendarDocument = {
      id: 'office',
      version: 3,
      zone: 'Europe/Helsinki',
      week: { 'mon-fri': ['09:00-17:00'] },
      holidays: [{ name: 'Strike', on: '2026-03-27' }],
      breaks: [{ name: 'Lunch', hours: ['12:00-12:30'] }],
      openings: [{ name: 'Fair', on: '2026-03-28', hours: ['10:00-11:00'] }],
    }
    const calendar = orThrow(compileCalendar(document, { timeZoneVersion: '2026a' }))
    const account = calendar.explain(instant('2026-03-26T11:00+02:00'), instant('2026-03-30T10:00+03:00'))
    expect(account.spans.map(({ reason, name, countedMs }) => [reason, name, countedMs / 3_600_000])).toEqual([
      ['open', null, 1],
      ['break', 'Lunch', 0],
      ['open', null, 4.5],
      ['outside-hours', null, 0],
      ['holiday', 'Strike', 0],
      ['outside-hours', 'Fair', 0],
      ['opening', 'Fair', 1],
      ['outside-hours', 'Fair', 0],
      ['day-off', null, 0],
      ['clock-change', null, 0],
      ['day-off', null, 0],
      ['outside-hours', null, 0],
      ['open', null, 1],
    ])
    expect([account.calendar, account.zone, account.timeZoneVersion]).toEqual(['office@3', 'Europe/Helsinki', '2026a'])
    expect(formatInstant(account.from)).toBe('2026-03-26T09:00:00.000Z')
  })
  it('says where it ends what a calendar knows', () => {
    const calendar = compiled(utc)
    expect(calendar.explain(instant('2199-12-31T00:00Z'), instant('2200-01-02T00:00Z')).spans.at(-1)?.reason).toBe(
      'beyond-horizon',
    )
    expect(calendar.nextOpening(instant('2300-01-01T00:00Z'))).toBeNull()
  })
})

describe('given the JSON Schema', () => {
  it('names what a document may say', () => {
    expect(JSON.stringify(calendarJsonSchema())).toContain('"holidays"')
  })
})
