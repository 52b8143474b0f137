import fc from 'fast-check'
import { ok } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { formatDuration, parseDuration } from './index.ts'

describe('given a duration as text', () => {
  it.each([
    ['PT0S', 0],
    ['PT1H', 3_600_000],
    ['PT90M', 5_400_000],
    ['PT1H30M', 5_400_000],
    ['PT1.5H', 5_400_000],
    ['PT0.1S', 100],
    ['PT1H0.001S', 3_600_001],
    ['PT2000H', 7_200_000_000],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toEqual(ok(ms))
  })
  it.each([
    ['P1D', 'calendar-unit'],
    ['P1W', 'calendar-unit'],
    ['P1Y2M3DT4H', 'calendar-unit'],
    ['PT', 'not-a-duration'],
    ['P', 'not-a-duration'],
    ['', 'not-a-duration'],
    ['pt1h', 'not-a-duration'],
    ['-PT1H', 'not-a-duration'],
    ['PT-1H', 'not-a-duration'],
    ['PT1M1H', 'not-a-duration'],
    ['PT1.5H30M', 'not-a-duration'],
    ['PT1H ', 'not-a-duration'],
    ['PT0.0001S', 'not-whole'],
    ['PT9999999999999999H', 'too-long'],
    [`PT${'1'.repeat(100_000)}H`, 'not-a-duration'],
  ])('refuses %s as %s', (text, reason) => {
    expect(parseDuration(text)._unsafeUnwrapErr()).toMatchObject({ kind: 'duration/invalid', reason })
  })
})

describe('given a number of milliseconds', () => {
  it('comes back from its text', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toEqual(ok(ms))
      }),
      { numRuns: 500 },
    )
  })
  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('treats %s as a programming mistake', (ms) => {
    expect(() => formatDuration(ms)).toThrow(TypeError)
  })
})
