import { compileCalendar } from '@caseload/calendar'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { icalendarHolidays } from '../icalendar.ts'

const lines = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:1',
  'SUMMARY:Closed',
  'DTSTART;TZID=Europe/Helsinki:20261224T120000',
  'DTEND;TZID=Europe/Helsinki:20261224T170000',
  'RRULE:FREQ=YEARLY;COUNT=3',
  'EXDATE;VALUE=DATE:20271224',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:1',
  'RECURRENCE-ID:20261224T100000Z',
  'DTSTART;VALUE=DATE:20261225',
  'SUMMARY:',
  'END:VEVENT',
  'END:VCALENDAR',
]
const spoilt = fc.constantFrom(
  'DTSTART:',
  'DTSTART:tomorrow',
  'DTSTART;VALUE=DATE:20261332',
  'DTSTART;TZID=Nowhere/At all:20261224T120000',
  'DTEND:19000101T000000Z',
  'DURATION:P-1D',
  'RRULE:FREQ=SECONDLY',
  'RRULE:FREQ=OFTEN',
  'RRULE:FREQ=YEARLY;UNTIL=never',
  'RRULE:FREQ=MONTHLY;BYDAY=9XX',
  'EXDATE:?',
  'RECURRENCE-ID:x',
  'BEGIN:VEVENT',
  'END:VEVENT',
  'STATUS:CANCELLED',
  '\u0000',
)
const request = { zone: 'Europe/Helsinki', years: { from: 2026, to: 2028 } }
const runs = { numRuns: 300 }

describe('given a feed in which lines are missing, doubled, spoilt or in another order', () => {
  it('gives holidays that compile, or says why not', () => {
    const changes = fc.array(fc.tuple(fc.nat(lines.length), fc.nat(2), fc.oneof(spoilt, fc.string())), { maxLength: 4 })
    fc.assert(
      fc.property(changes, (all) => {
        const changed = all.reduce((text, [place, removed, added]) => text.toSpliced(place, removed, added), lines)
        const read = icalendarHolidays(changed.join('\r\n'), request)
        if (read.isErr()) {
          expect(read.error.kind).toBe('calendar/invalid-icalendar')
          return
        }
        const document = { zone: 'Europe/Helsinki', week: { 'mon-fri': ['09:00-17:00'] }, holidays: read.value }
        const compiled = compileCalendar(document, { tolerate: ['calendar/overlap'] })
        expect(compiled.isErr() ? compiled.error : []).toEqual([])
      }),
      runs,
    )
  })
})

describe('given anything for a feed or a request', () => {
  it('says why not', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (text, asked) => {
        // As they come from a caller without types.
        const reasons = [
          icalendarHolidays(text as string, request)._unsafeUnwrapErr().reason,
          icalendarHolidays(lines.join('\r\n'), asked as typeof request)._unsafeUnwrapErr().reason,
        ]
        expect(reasons).toEqual(['syntax', 'request'])
      }),
      runs,
    )
  })
})
