import { formatInstant, type Instant, instant, isoDate, orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { compileZone, localDate, type Zone } from './zone.ts'

const zone = (name: string): Zone => orThrow(compileZone(name))
const text = (at: Instant) => formatInstant(at).replace(':00.000Z', 'Z')
const at = (year: number, month: number, day: number, hour = 0, minute = 0) => ({ year, month, day, hour, minute })

describe('given the name of a zone', () => {
  it.each([
    'UTC',
    'utc',
    'Etc/UTC',
    'GMT',
    'Asia/Calcutta',
    'Asia/Kolkata',
    'america/argentina/buenos_aires',
    'Etc/GMT-2',
    'EST5EDT',
  ])('knows %s', (name) => {
    expect(zone(name).name).toBe(name)
  })

  it.each([
    '',
    'Europe/Helsingfors',
    '+02:00',
    '-03',
    'Z'.repeat(80),
    'Europe/Helsinki ',
    '../etc/passwd',
    '__proto__',
    'constructor',
  ])('refuses %j', (name) => {
    expect(compileZone(name)._unsafeUnwrapErr()).toEqual({
      kind: 'calendar/unknown-zone',
      zone: name.slice(0, 64),
      message: 'expected an IANA time zone such as Europe/Helsinki',
    })
  })

  it('never falls back on the zone of the host when a name is missing at run time', () => {
    const missing: string = JSON.parse('{}').name
    expect(compileZone(missing).isErr()).toBe(true)
  })
})

describe('given the start of a day', () => {
  it.each([
    ['UTC', 2026, 1, 1, '2026-01-01T00:00Z'],
    ['Europe/Helsinki', 2026, 7, 1, '2026-06-30T21:00Z'],
    ['America/Sao_Paulo', 2018, 11, 4, '2018-11-04T03:00Z'],
    ['Pacific/Apia', 2011, 12, 31, '2011-12-30T10:00Z'],
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
      ...at(2026, 1, 1, 5, 45),
      second: 0,
      ms: 7,
    })
    expect(zone('UTC').localAt(instant('1969-12-31T23:59:59.999Z'))).toMatchObject({ year: 1969, second: 59, ms: 999 })
  })

  it('has an offset of seconds where history had one', () => {
    expect(zone('Africa/Monrovia').offsetAt(instant('1971-01-01T00:00Z'))).toBe(-(44 * 60 + 30) * 1000)
  })
})

describe('given a clock that goes forward', () => {
  it('moves a skipped time by policy, and has no instant for it', () => {
    const helsinki = zone('Europe/Helsinki')
    const skipped = at(2026, 3, 29, 3, 30)
    expect(text(helsinki.instantOf(skipped))).toBe('2026-03-29T01:30Z')
    expect(text(helsinki.instantOf(skipped, { gap: 'boundary' }))).toBe('2026-03-29T01:00Z')
    expect(text(helsinki.instantOf(skipped, { gap: 'backward' }))).toBe('2026-03-29T00:30Z')
    expect(helsinki.instantsOf(skipped)).toEqual([])
  })

  it('takes the first instant after the skip and the last before it as they are', () => {
    const helsinki = zone('Europe/Helsinki')
    expect(text(helsinki.instantOf(at(2026, 3, 29, 4, 0), { gap: 'backward' }))).toBe('2026-03-29T01:00Z')
    expect(text(helsinki.instantOf(at(2026, 3, 29, 2, 59), { gap: 'boundary' }))).toBe('2026-03-29T00:59Z')
  })

  it('starts the day at 01:00 where midnight is skipped', () => {
    const saoPaulo = zone('America/Sao_Paulo')
    expect(text(saoPaulo.startOfDay(isoDate('2018-11-04')))).toBe('2018-11-04T03:00Z')
    expect(saoPaulo.localAt(instant('2018-11-04T03:00Z')).hour).toBe(1)
    expect(text(saoPaulo.startOfDay(instant('2018-11-04T23:59Z')))).toBe('2018-11-04T03:00Z')
  })

  it('goes by half an hour on Lord Howe Island', () => {
    const lordHowe = zone('Australia/Lord_Howe')
    expect(lordHowe.transitions(instant('2026-01-01T00:00Z'), instant('2027-01-01T00:00Z'))).toEqual([
      { at: instant('2026-04-04T15:00Z'), offsetBeforeMs: 39_600_000, offsetAfterMs: 37_800_000 },
      { at: instant('2026-10-03T15:30Z'), offsetBeforeMs: 37_800_000, offsetAfterMs: 39_600_000 },
    ])
    expect(text(lordHowe.instantOf(at(2026, 10, 4, 2, 15)))).toBe('2026-10-03T15:45Z')
  })

  it('goes by two hours at Troll', () => {
    const troll = zone('Antarctica/Troll')
    expect(text(troll.instantOf(at(2026, 3, 29, 1, 30)))).toBe('2026-03-29T01:30Z')
    expect(text(troll.instantOf(at(2026, 3, 29, 2, 30), { gap: 'boundary' }))).toBe('2026-03-29T01:00Z')
  })

  it('skips a whole day in Apia, which starts with the next', () => {
    const apia = zone('Pacific/Apia')
    expect(text(apia.startOfDay(isoDate('2011-12-30')))).toBe('2011-12-30T10:00Z')
    expect(text(apia.startOfDay(isoDate('2011-12-31')))).toBe('2011-12-30T10:00Z')
    expect(text(apia.instantOf(at(2011, 12, 30, 12)))).toBe('2011-12-30T22:00Z')
    expect(localDate(apia, instant('2011-12-30T09:59:59.999Z'))).toBe('2011-12-29')
  })
})

describe('given a clock that goes back', () => {
  it('takes the first or the last of a repeated time by policy, and has two instants for it', () => {
    const newYork = zone('America/New_York')
    const repeated = at(2026, 11, 1, 1, 30)
    expect(text(newYork.instantOf(repeated))).toBe('2026-11-01T05:30Z')
    expect(text(newYork.instantOf(repeated, { overlap: 'last' }))).toBe('2026-11-01T06:30Z')
    expect(newYork.instantsOf(repeated).map(text)).toEqual(['2026-11-01T05:30Z', '2026-11-01T06:30Z'])
    expect(newYork.instantsOf(at(2026, 11, 1, 2, 0)).map(text)).toEqual(['2026-11-01T07:00Z'])
  })

  it('starts the day when its midnight comes first, where clocks went back across midnight', () => {
    const stJohns = zone('America/St_Johns')
    expect(text(stJohns.startOfDay(isoDate('2009-11-01')))).toBe('2009-11-01T02:30Z')
    expect(localDate(stJohns, instant('2009-11-01T02:31Z'))).toBe('2009-10-31')
  })

  it('has the summer-time pause of Ramadan in Casablanca', () => {
    const changes = zone('Africa/Casablanca').transitions(instant('2025-01-01T00:00Z'), instant('2026-01-01T00:00Z'))
    expect(changes.map((change) => [text(change.at), change.offsetAfterMs])).toEqual([
      ['2025-02-23T02:00Z', 0],
      ['2025-04-06T02:00Z', 3_600_000],
    ])
  })
})

describe('given instants long ago or far ahead', () => {
  it('keeps the seconds of local mean time', () => {
    const newYork = zone('America/New_York')
    expect(newYork.offsetAt(instant('1883-11-18T16:00Z'))).toBe(-17_762_000)
    expect(newYork.localAt(instant('1883-11-18T16:00Z'))).toEqual({
      year: 1883,
      month: 11,
      day: 18,
      hour: 11,
      minute: 3,
      second: 58,
      ms: 0,
    })
  })

  it('still changes clocks in the year 3000', () => {
    expect(zone('Europe/Helsinki').transitions(instant('3000-01-01T00:00Z'), instant('3001-01-01T00:00Z'))).toHaveLength(2)
  })

  it('answers at both ends of what an instant can be', () => {
    const kiritimati = zone('Pacific/Kiritimati')
    for (const ms of [-8.64e15, 8.64e15]) {
      const { year } = kiritimati.localAt(instant(ms))
      expect(year).toBe(ms < 0 ? -271821 : 275760)
      expect(kiritimati.instantOf(kiritimati.localAt(instant(ms)))).toBe(ms)
    }
    expect(kiritimati.instantOf({ year: 300_000, month: 1, day: 1 })).toBe(8.64e15)
  })
})

describe('given fields of a local time', () => {
  it('carries 24:00 and later hours over into the next day', () => {
    expect(text(zone('UTC').instantOf(at(2026, 12, 31, 26)))).toBe('2027-01-01T02:00Z')
  })

  it('throws for a field that is no whole number, which only a programming mistake makes', () => {
    expect(() => zone('UTC').instantOf(at(2026, 1, 1, Number.NaN))).toThrow(TypeError)
    expect(() => zone('UTC').instantOf(at(2026, 1, 1, 0.1))).toThrow(TypeError)
  })
})

describe('given a span', () => {
  it('lists the changes after its start up to its end inclusive', () => {
    const helsinki = zone('Europe/Helsinki')
    const change = instant('2026-03-29T01:00Z')
    expect(helsinki.transitions(instant(change - 1), change)).toHaveLength(1)
    expect(helsinki.transitions(change, instant(change + 1))).toEqual([])
    expect(() => Reflect.apply(helsinki.transitions, null, [change, Number.POSITIVE_INFINITY])).toThrow(TypeError)
    expect(() => Reflect.apply(helsinki.transitions, null, [Number.NaN, change])).toThrow(TypeError)
    expect(helsinki.transitions(instant(change - 2), instant(change - 1))).toEqual([])
    expect(helsinki.transitions(instant('2027-01-01T00:00Z'), instant('2026-01-01T00:00Z'))).toEqual([])
  })
})
