import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civilDay, dayMs, dayNumber } from './civil-day.ts'

describe('given any day that a Date can hold', () => {
  const days = fc.integer({ min: -100_000_000, max: 100_000_000 })

  it('has the fields that Date has in UTC', () => {
    fc.assert(
      fc.property(days, (day) => {
        const date = new Date(day * dayMs)
        expect(civilDay(day)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() })
      }),
    )
  })

  it('comes back from its fields', () => {
    fc.assert(
      fc.property(days, (day) => {
        const { year, month, day: dayOfMonth } = civilDay(day)
        expect(dayNumber(year, month, dayOfMonth)).toBe(day)
      }),
    )
  })

  it('carries months and days over as Date.UTC does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1600, max: 2400 }),
        fc.integer({ min: -30, max: 40 }),
        fc.integer({ min: -50, max: 90 }),
        (year, month, day) => {
          expect(dayNumber(year, month, day) * dayMs).toBe(Date.UTC(year, month - 1, day))
        },
      ),
    )
  })
})
