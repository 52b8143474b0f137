import { describe, expect, it } from 'vitest'
import { icalendarHolidays } from '../icalendar.ts'
import { compileCalendar } from '../index.ts'

const request = { zone: 'Europe/Helsinki', years: { from: 2026, to: 2027 } }
const feed = (...events: readonly (readonly string[])[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n')
const read = (...events: readonly (readonly string[])[]) => icalendarHolidays(feed(...events), request)._unsafeUnwrap()
const reasonOf = (text: string, zone = request.zone) => icalendarHolidays(text, { ...request, zone })._unsafeUnwrapErr().reason
const christmas = ['UID:1', 'SUMMARY:Christmas Day', 'DTSTART;VALUE=DATE:20251225']

describe('given a feed of whole days', () => {
  it('closes one day where no end is given, and leaves out other years', () => {
    expect(read(christmas)).toEqual([])
    expect(read(['UID:1', 'SUMMARY:Day', 'DTSTART;VALUE=DATE:20260501'])).toEqual([{ name: 'Day', on: ['2026-05-01'] }])
  })
  it('follows a repeating event, without the days taken out and with the ones moved', () => {
    const yearly = [...christmas, 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20261225']
    expect(read(yearly)).toEqual([{ name: 'Christmas Day', on: ['2027-12-25'] }])
    const moved = ['UID:1', 'SUMMARY:Christmas, moved', 'RECURRENCE-ID;VALUE=DATE:20261225', 'DTSTART;VALUE=DATE:20261228']
    expect(read([...christmas, 'RRULE:FREQ=YEARLY'], moved)).toEqual([
      { name: 'Christmas, moved', on: ['2026-12-28'] },
      { name: 'Christmas Day', on: ['2027-12-25'] },
    ])
  })
  it('takes of a long event the days in the years asked for', () => {
    const [closed] = read(['UID:1', 'SUMMARY:Closed', 'DTSTART;VALUE=DATE:19000101', 'DTEND;VALUE=DATE:90260101'])
    expect(closed?.on).toHaveLength(730)
  })
  it('leaves out what was cancelled', () => {
    expect(read(['UID:1', 'SUMMARY:Day', 'DTSTART;VALUE=DATE:20260501', 'STATUS:CANCELLED'])).toEqual([])
  })
  it('puts the days of one name together, in order', () => {
    const second = ['UID:2', 'SUMMARY:Inventory', 'DTSTART;VALUE=DATE:20260301']
    const first = ['UID:1', 'SUMMARY:Inventory', 'DTSTART;VALUE=DATE:20261001']
    expect(read(first, second)).toEqual([{ name: 'Inventory', on: ['2026-03-01', '2026-10-01'] }])
  })

  it('counts the start beside further dates, unless it is taken out', () => {
    const dates = ['UID:1', 'SUMMARY:Closed', 'DTSTART;VALUE=DATE:20260105', 'RDATE;VALUE=DATE:20260201']
    expect(read(dates)).toEqual([{ name: 'Closed', on: ['2026-01-05', '2026-02-01'] }])
    expect(read([...dates, 'EXDATE;VALUE=DATE:20260105'])).toEqual([{ name: 'Closed', on: ['2026-02-01'] }])
  })
  it('takes a moved occurrence whose series is not in the feed', () => {
    expect(read(['UID:1', 'SUMMARY:Moved', 'RECURRENCE-ID;VALUE=DATE:20260105', 'DTSTART;VALUE=DATE:20260106'])).toEqual([
      { name: 'Moved', on: ['2026-01-06'] },
    ])
  })
  it('names no more days in one holiday than a document may, so that what it gives compiles', () => {
    const weekly = feed(['UID:1', 'SUMMARY:Short Friday', 'DTSTART;VALUE=DATE:20200103', 'RRULE:FREQ=WEEKLY'])
    const holidays = icalendarHolidays(weekly, { ...request, years: { from: 2020, to: 2045 } })._unsafeUnwrap()
    expect(holidays.map(({ on }) => [on].flat().length)).toEqual([1000, 357])
    expect(compileCalendar({ zone: 'Europe/Helsinki', week: { 'mon-fri': ['09:00-17:00'] }, holidays }).isOk()).toBe(true)
  })
})

describe('given events in a zone that the feed names and does not define', () => {
  const inZone = (zone: string) =>
    feed(['UID:1', 'SUMMARY:Call', `DTSTART;TZID=${zone}:20260106T080000`, `DTEND;TZID=${zone}:20260106T100000`])
  it('reads them in that zone', () => {
    expect(icalendarHolidays(inZone('America/New_York'), request)._unsafeUnwrap()).toEqual([
      { name: 'Call', on: ['2026-01-06'], closed: ['15:00-17:00'] },
    ])
  })
  it('refuses a zone that the host does not know', () => {
    expect(reasonOf(inZone('Mars/Phobos'))).toBe('zone')
  })
})

describe('given events at a time of day', () => {
  it('closes the part of the day, in the zone of the calendar', () => {
    expect(read(['UID:1', 'SUMMARY:Party', 'DTSTART:20261218T120000Z', 'DTEND:20261218T150000Z'])).toEqual([
      { name: 'Party', on: ['2026-12-18'], closed: ['14:00-17:00'] },
    ])
    expect(read(['UID:1', 'SUMMARY:Party', 'DTSTART:20261218T140000', 'DTEND:20261218T150000'])).toEqual([
      { name: 'Party', on: ['2026-12-18'], closed: ['14:00-15:00'] },
    ])
  })
  it('cuts one over midnight at midnight, and closes whole days between', () => {
    expect(read(['UID:1', 'SUMMARY:Move', 'DTSTART:20261218T140000', 'DTEND:20261220T020000'])).toEqual([
      { name: 'Move', on: ['2026-12-18'], closed: ['14:00-24:00'] },
      { name: 'Move', on: ['2026-12-19'] },
      { name: 'Move', on: ['2026-12-20'], closed: ['00:00-02:00'] },
    ])
  })
})

describe('given a feed that cannot be read', () => {
  it.each([
    ['no text of this kind', 'hello', 'syntax'],
    ['nothing', '', 'syntax'],
    ['an event without a start', feed(['UID:1', 'SUMMARY:x']), 'syntax'],
    [
      'an event every second for ever',
      feed(['UID:1', 'DTSTART:20260101T000000Z', 'DTEND:20260101T000001Z', 'RRULE:FREQ=SECONDLY']),
      'too-many',
    ],
  ])('refuses %s', (_, text, reason) => {
    expect(reasonOf(text)).toBe(reason)
  })
  it('refuses a zone that the host does not know', () => {
    expect(reasonOf(feed(christmas), 'Europe/Atlantis')).toBe('zone')
  })
})
