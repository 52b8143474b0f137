import { describe, expect, it } from 'vitest'
import { orThrow } from '../or-throw.ts'
import { addPeriod } from './add-period.ts'
import { isoDate } from './local-date.ts'
import { parsePeriod } from './period.ts'

describe('given a day and a period', () => {
  it.each([
    ['2026-08-31', 'P1M', '2026-09-30', '2026-10-01'],
    ['2026-01-31', 'P1M', '2026-02-28', '2026-03-03'],
    ['2028-01-31', 'P1M', '2028-02-29', '2028-03-02'],
    ['2028-02-29', 'P1Y', '2029-02-28', '2029-03-01'],
    ['2028-02-29', 'P4Y', '2032-02-29', '2032-02-29'],
    ['2026-12-31', 'P14M', '2028-02-29', '2028-03-02'],
    ['2026-08-31', 'P1M1D', '2026-10-01', '2026-10-02'],
    ['2026-08-30', 'P1M', '2026-09-30', '2026-09-30'],
    ['2026-02-28', 'P2W1D', '2026-03-15', '2026-03-15'],
    ['2026-05-05', 'P0D', '2026-05-05', '2026-05-05'],
    ['-000001-12-31', 'P2M', '0000-02-29', '0000-03-02'],
  ])('%s + %s is %s clamped, %s overflowing', (from, period, clamped, overflowing) => {
    const length = orThrow(parsePeriod(period))
    expect(addPeriod(isoDate(from), length, 'clamp')).toBe(clamped)
    expect(addPeriod(isoDate(from), length, 'overflow')).toBe(overflowing)
  })

  it('stops at the last day that has a text', () => {
    expect(addPeriod(isoDate('+999999-01-01'), orThrow(parsePeriod('P1Y')), 'clamp')).toBe('+999999-12-31')
  })
})
