import { describe, expect, it } from 'vitest'
import { dayNumberOf, formatDay, isoDate, parseLocalDate } from './local-date.ts'

describe('given the text of a day', () => {
  it('reads days that exist', () => {
    for (const text of ['0000-01-01', '1999-12-31', '2028-02-29', '+010000-01-01', '-000001-06-30']) {
      expect(parseLocalDate(text)._unsafeUnwrap()).toBe(text)
      expect(formatDay(dayNumberOf(isoDate(text)))).toBe(text)
    }
  })

  it.each(['2026-02-29', '2026-00-10', '2026-13-01', '2026-01-00', '2026-04-31', '+002026-01-01', '-000000-01-01'])(
    'refuses %s, which is no day or a day written otherwise',
    (text) => {
      expect(parseLocalDate(text)._unsafeUnwrapErr().reason).toBe('no-such-day')
    },
  )

  it.each(['', '2026-1-1', '20260101', '2026-01-01T00:00', ' 2026-01-01', '2026-01-01\n'])(
    'refuses %j, which has another form',
    (text) => {
      expect(parseLocalDate(text)._unsafeUnwrapErr()).toMatchObject({ kind: 'local-date/invalid', reason: 'not-a-date' })
    },
  )

  it('throws for a literal that is no day', () => {
    expect(() => isoDate('2026-02-30')).toThrow(TypeError)
  })
})
