import { instant } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { compileZone } from './index.ts'

const zone = (name: string) => compileZone(name)._unsafeUnwrap()

describe('given the start of a day', () => {
  it.each([
    ['UTC', 2026, 1, 1, '2026-01-01T00:00Z'],
    ['Europe/Helsinki', 2026, 7, 1, '2026-06-30T21:00Z'],
    ['America/Sao_Paulo', 2018, 11, 4, '2018-11-04T03:00Z'],
    ['Pacific/Apia', 2011, 12, 31, '2011-12-30T10:00Z'],
    ['Pacific/Apia', 2011, 12, 30, '2011-12-30T10:00Z'],
    ['America/Havana', 2025, 11, 2, '2025-11-02T04:00Z'],
    ['Pacific/Kiritimati', 2026, 1, 1, '2025-12-31T10:00Z'],
    ['Pacific/Pago_Pago', 2026, 1, 1, '2026-01-01T11:00Z'],
  ])('finds that of %s on %d-%d-%d', (name, year, month, day, expected) => {
    expect(zone(name).startOfDay({ year, month, day })).toBe(instant(expected))
  })
})

describe('given what clocks show', () => {
  it('keeps milliseconds, also before 1970', () => {
    expect(zone('Asia/Kathmandu').localAt(instant('2026-01-01T00:00:00.007Z'))).toEqual({
      year: 2026,
      month: 1,
      day: 1,
      hour: 5,
      minute: 45,
      second: 0,
      ms: 7,
    })
    expect(zone('UTC').localAt(instant('1969-12-31T23:59:59.999Z'))).toMatchObject({ year: 1969, second: 59, ms: 999 })
  })
  it('has an offset of seconds where history had one', () => {
    expect(zone('Africa/Monrovia').offsetAt(instant('1971-01-01T00:00Z'))).toBe(-(44 * 60 + 30) * 1000)
  })
})

describe('given a name nobody knows', () => {
  it.each(['', 'Europe/Atlantis', 'x'.repeat(500)])('refuses %j', (name) => {
    expect(compileZone(name)._unsafeUnwrapErr()).toMatchObject({ kind: 'calendar/unknown-zone', zone: name.slice(0, 64) })
  })
})
