import fc from 'fast-check'
import { ok } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { addPeriod } from './add-period.ts'
import { civilDay } from './civil-day.ts'
import { dayNumberOf, formatDay } from './local-date.ts'
import { formatPeriod, parsePeriod } from './period.ts'

const part = fc.nat({ max: 2000 })
const period = fc.record({ years: part, months: part, weeks: part, days: part })
const day = fc.integer({ min: -1_000_000, max: 1_000_000 }).map(formatDay)
const none = { years: 0, months: 0, weeks: 0, days: 0 }

describe('given any period', () => {
  it('comes back from its text', () => {
    fc.assert(
      fc.property(period, (length) => {
        expect(parsePeriod(formatPeriod(length))).toEqual(ok(length))
      }),
    )
  })

  it('counts days as the difference of day numbers', () => {
    fc.assert(
      fc.property(day, part, part, (from, weeks, days) => {
        const to = addPeriod(from, { ...none, weeks, days }, 'clamp')
        expect(dayNumberOf(to) - dayNumberOf(from)).toBe(weeks * 7 + days)
      }),
    )
  })

  it('lands in the month so many months on when it clamps, on the same day unless the month is too short', () => {
    fc.assert(
      fc.property(day, part, part, (from, years, months) => {
        const [before, after] = [from, addPeriod(from, { ...none, years, months }, 'clamp')].map((date) =>
          civilDay(dayNumberOf(date)),
        )
        if (before === undefined || after === undefined) return
        expect(after.year * 12 + after.month).toBe(before.year * 12 + before.month + years * 12 + months)
        expect(after.day).toBe(Math.min(before.day, new Date(Date.UTC(2000 + (after.year % 400), after.month, 0)).getUTCDate()))
      }),
    )
  })

  it('overflows to the same day as it clamps to, or to up to three days later', () => {
    fc.assert(
      fc.property(day, period, (from, length) => {
        const late = dayNumberOf(addPeriod(from, length, 'overflow')) - dayNumberOf(addPeriod(from, length, 'clamp'))
        expect(late >= 0 && late <= 3).toBe(true)
      }),
    )
  })

  it('never comes out before where it began, and a later beginning never comes out earlier', () => {
    fc.assert(
      fc.property(
        day,
        fc.nat({ max: 100 }),
        period,
        fc.constantFrom('clamp' as const, 'overflow' as const),
        (from, gap, length, rule) => {
          const later = formatDay(dayNumberOf(from) + gap)
          const [first, second] = [addPeriod(from, length, rule), addPeriod(later, length, rule)].map(dayNumberOf)
          expect((first ?? 0) >= dayNumberOf(from)).toBe(true)
          if (rule === 'clamp') expect((second ?? 0) >= (first ?? 0)).toBe(true)
        },
      ),
    )
  })
})
