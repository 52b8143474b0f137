import { type Calendar, type CalendarDocument, calendarDocumentSchema, compileCalendar } from '@caseload/calendar'
import { type Instant, instant, parseInput } from '@caseload/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { issueKinds } from '../../test/issue-kinds.ts'
import { mutated } from '../../test/mutated.ts'

const office = { zone: 'Europe/Helsinki', week: { 'mon-fri': ['09:00-12:00', '12:30-17:00'] } }
const full = {
  id: 'office',
  version: 2,
  zone: 'Pacific/Apia',
  week: { 'mon-fri': ['22:00-06:00'], sat: ['00:00-24:00'] },
  shifts: { late: { sun: ['18:00-26:00'] } },
  breaks: [{ name: 'Tea', on: { weekdays: 'mon-wed' }, hours: ['23:00-23:30'], years: { from: 2020 } }],
  holidays: [
    { name: 'A', on: ['12-24', { easter: -2 }], moved: { sat: -1 }, inLieu: { sun: 1 } },
    { name: 'B', on: { nth: -1, weekday: 'mon', month: 5 }, closed: ['00:00-02:00'] },
    { name: 'C', on: { weekday: 'sat', onOrAfter: '06-20' }, years: { from: 2000, to: 2030 } },
  ],
  openings: [
    { name: 'Fair', on: { from: '2026-03-07', to: '2026-03-08' }, hours: ['10:00-11:00'], mode: 'add', evenOnHolidays: false },
  ],
  policies: { clockChange: 'elapsed', workingDayLanding: 'end-of-day', workingDayLength: null, zeroAmount: 'roll' },
}
const valid = [
  office,
  full,
  { union: [office, { ...full, policies: undefined }], policies: { addLandingOnClosing: 'next-opening' } },
  { intersection: [office, { zone: 'Asia/Tokyo', week: { 'mon-sun': ['00:00-24:00'] } }] },
  {
    versions: [
      { effectiveFrom: null, calendar: office },
      { effectiveFrom: '2026-03-04', calendar: { ...office, version: 2 } },
    ],
    policies: { versionCounted: 'at-start' },
  },
]
const tolerate = [
  'calendar/overlap',
  'calendar/empty',
  'calendar/break-outside-hours',
  'calendar/closed-year',
  'calendar/never-applies',
  'calendar/openings-collide',
  'calendar/policies-within',
] as const
const runs = { numRuns: 60 }
const near = ['2011-12-30T09:59:59Z', '2011-12-30T10:00Z', '2026-03-29T01:00Z'].map((text) => Date.parse(text))
const instants = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(-8.64e15, 8.64e15, 0) },
  { weight: 9, arbitrary: fc.constantFrom(...near) },
  { weight: 20, arbitrary: fc.integer({ min: Date.parse('2025-01-01'), max: Date.parse('2027-01-01') }) },
)
const amounts = fc.oneof(fc.constantFrom(0, 1, -1), fc.integer({ min: -40 * 86_400_000, max: 40 * 86_400_000 }))

/** Values of one sort each, all of them good somewhere. */
const alikes = [
  ['Europe/Helsinki', 'Pacific/Apia', 'Asia/Tokyo', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'UTC', 'Africa/Casablanca'],
  [
    '09:00-12:00',
    '12:30-17:00',
    '22:00-06:00',
    '00:00-24:00',
    '23:00-23:30',
    '18:00-26:00',
    '00:00-02:00',
    '10:00-11:00',
    '02:00-03:00',
  ],
  ['2026-03-07', '2026-03-08', '2026-03-04', '2011-12-30', '2026-03-29', '0001-01-01', '9999-12-31'],
  ['12-24', '06-20', '02-29', '01-01'],
  ['mon', 'sat', 'sun'],
  ['mon-wed', 'sat-sun', 'mon-sun', 'sun-mon'],
  ['add', 'replace'],
  ['elapsed', 'wall-clock', 'wall-clock-whole'],
  ['end-of-day', 'same-time', 'open-time', 'by-closing'],
  ['roll', 'unchanged'],
  [null, 'PT8H', '2026-03-05'],
  ['at-start', 'in-force', 'latest'],
  ['next-opening', 'closing'],
  ['office', 'a'],
]

/** Everything a calendar answers, of which no number may be none. */
function everyAnswer(calendar: Calendar, at: Instant, to: Instant, amount: number): readonly unknown[] {
  const far = Math.abs(to - at) > 800 * 86_400_000
  return [
    calendar.add(at, amount).unwrapOr(null),
    calendar.subtract(at, amount).unwrapOr(null),
    calendar.between(at, to),
    calendar.isOpen(at),
    calendar.nextOpening(at),
    calendar.nextClosing(at, { inclusive: true }),
    calendar.previousOpening(at, { inclusive: true }),
    calendar.previousClosing(at),
    calendar.nextChange(at),
    calendar.previousChange(at),
    calendar.openAtOrAfter(at),
    calendar.openAtOrBefore(at),
    calendar.segmentsAfter(at, 3),
    calendar.segmentsBefore(at, 3),
    far ? [] : calendar.segments(at, to),
    calendar.isWorkingDay(at),
    calendar.hoursOfDay(at),
    calendar.startOfWorkingDay(at),
    calendar.endOfWorkingDay(at),
    calendar.addWorkingDays(at, amount % 20).unwrapOr(null),
    calendar.subtractWorkingDays(at, amount % 20).unwrapOr(null),
    far ? 0 : calendar.workingDaysBetween(at, to),
    far ? 0 : calendar.completeWorkingDaysBetween(at, to),
    calendar.holidaysOn(at),
    calendar.breaksAt(at),
    calendar.shiftsAt(at),
    far ? [] : calendar.explain(at, to),
    calendar.versionAt(at),
  ]
}

/** Every number in an answer, however deep. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

function holds(document: unknown, at: number, to: number, amount: number): void {
  // As it came, from a caller without types.
  const compiled = compileCalendar(document as CalendarDocument, { tolerate })
  if (compiled.isErr()) {
    expect(compiled.error.length).toBeGreaterThan(0)
    for (const issue of compiled.error) expect(issueKinds).toContain(issue.kind)
    return
  }
  expect(parseInput(calendarDocumentSchema, document).isOk()).toBe(true)
  const answers = everyAnswer(compiled.value, instant(at), instant(to), amount)
  expect(numbersIn(answers).filter(Number.isNaN)).toEqual([])
}

describe('given any JSON at all', () => {
  it('compiles it or says what is wrong with it', () => {
    fc.assert(fc.property(fc.jsonValue(), instants, instants, amounts, holds), runs)
  })
})

describe('given a valid document in which one or several places are anything', () => {
  it('compiles it or says what is wrong with it, and what compiles always answers, and never with NaN', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...valid).chain((document) => mutated(document, alikes)),
        instants,
        instants,
        amounts,
        holds,
      ),
      runs,
    )
  })
})

describe('given anything for options', () => {
  it('compiles or says what is wrong with them', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true }), (options) => {
        const compiled = compileCalendar(office, options as object)
        if (compiled.isErr()) expect(compiled.error.map(({ kind }) => kind)).toContain('calendar/invalid-options')
      }),
      runs,
    )
  })
})
