import { err, ok } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { formatPeriod, parsePeriod } from './period.ts'

const none = { years: 0, months: 0, weeks: 0, days: 0 }

describe('given the text of a period', () => {
  it.each([
    ['P0D', none],
    ['P2Y', { ...none, years: 2 }],
    ['P1M', { ...none, months: 1 }],
    ['P6W', { ...none, weeks: 6 }],
    ['P1Y2M3W4D', { years: 1, months: 2, weeks: 3, days: 4 }],
    ['P999999D', { ...none, days: 999_999 }],
  ])('reads %s', (text, period) => {
    expect(parsePeriod(text)).toEqual(ok(period))
  })

  it.each([
    ['', 'not-a-period'],
    ['P', 'not-a-period'],
    ['P1', 'not-a-period'],
    ['p1d', 'not-a-period'],
    ['-P1D', 'not-a-period'],
    ['P-1D', 'not-a-period'],
    ['P1.5D', 'not-a-period'],
    ['P1D1M', 'not-a-period'],
    ['P1D ', 'not-a-period'],
    [`P${'1'.repeat(100_000)}D`, 'not-a-period'],
    ['PT24H', 'exact-unit'],
    ['P1DT1H', 'exact-unit'],
    ['P1000000D', 'too-long'],
  ])('refuses %s as %s', (text, reason) => {
    expect(parsePeriod(text)).toEqual(err(expect.objectContaining({ kind: 'period/invalid', reason })))
  })

  it.each([-1, 0.5, Number.NaN, 1_000_000])('treats %s days as a programming mistake', (days) => {
    expect(() => formatPeriod({ ...none, days })).toThrow(TypeError)
  })
})
