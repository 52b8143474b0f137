import { instant, orThrow } from '@caseload/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCalendar, compileZone, type HoursDocument, type WeekDocument } from '../index.ts'

const zones = ['Europe/Helsinki', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'America/New_York', 'Asia/Kathmandu', 'UTC']
const weeks: readonly WeekDocument[] = [
  { 'mon-fri': ['09:00-12:00', '12:30-17:00'] },
  { 'mon-sun': ['00:00-24:00'] },
  { 'mon-sat': ['22:00-06:00'] },
  { mon: ['00:00-01:00'], sun: ['01:00-04:30', '23:15-24:00'] },
]
const documents: fc.Arbitrary<HoursDocument> = fc.record({
  zone: fc.constantFrom(...zones),
  week: fc.constantFrom(...weeks),
  holidays: fc.constantFrom(
    [],
    [
      { name: 'New Year', on: '01-01' },
      { name: 'Closing day', on: '2026-03-27' },
    ],
  ),
})
const from = instant('2025-01-01T00:00Z')
const instants = fc.integer({ min: 0, max: 2 * 366 * 86_400_000 }).map((ms) => instant(from + ms))
const amounts = fc.integer({ min: 1, max: 400 * 3_600_000 })
const runs = { numRuns: 200 }
const compiled = (document: HoursDocument) => orThrow(compileCalendar(document))

describe('given any calendar', () => {
  it('has exactly the working time between an instant and what was added to it', () => {
    fc.assert(
      fc.property(documents, instants, amounts, (document, at, amount) => {
        const calendar = compiled(document)
        expect(calendar.between(at, orThrow(calendar.add(at, amount)))).toBe(amount)
        expect(calendar.between(orThrow(calendar.subtract(at, amount)), at)).toBe(amount)
      }),
      runs,
    )
  })
  it('adds more to a later instant or a larger amount, never less', () => {
    fc.assert(
      fc.property(documents, instants, instants, amounts, amounts, (document, one, other, least, more) => {
        const calendar = compiled(document)
        const [early, late] = one < other ? [one, other] : [other, one]
        expect(orThrow(calendar.add(early, least))).toBeLessThanOrEqual(orThrow(calendar.add(late, least)))
        expect(orThrow(calendar.add(one, least))).toBeLessThanOrEqual(orThrow(calendar.add(one, least + more)))
      }),
      runs,
    )
  })
  it('counts the same in one stretch as in two, and the other way round with the sign turned', () => {
    fc.assert(
      fc.property(documents, instants, instants, instants, (document, a, b, c) => {
        const calendar = compiled(document)
        expect(calendar.between(a, b) + calendar.between(b, c)).toBe(calendar.between(a, c))
        expect(calendar.between(b, a)).toBe(-calendar.between(a, b) + 0)
      }),
      runs,
    )
  })
  it('accounts for every millisecond, and the counted parts add up', () => {
    fc.assert(
      fc.property(documents, instants, fc.integer({ min: 0, max: 40 * 86_400_000 }), (document, start, length) => {
        const calendar = compiled(document)
        const end = instant(start + length)
        const spans = calendar.segments(start, end)
        expect(spans.reduce((sum, span) => sum + (span.to - span.from), 0)).toBe(calendar.between(start, end))
        const account = calendar.explain(start, end)
        expect(account.spans.reduce((sum, span) => sum + (span.to - span.from), 0)).toBe(length)
        expect(account.spans.reduce((sum, span) => sum + span.countedMs, 0)).toBe(calendar.between(start, end))
      }),
      runs,
    )
  })
  it('is never due earlier for a holiday more', () => {
    fc.assert(
      fc.property(documents, instants, amounts, fc.integer({ min: 1, max: 28 }), (document, at, amount, day) => {
        const fewer = compiled({ ...document, holidays: [] })
        const holiday = { name: 'One more', on: `2026-04-${String(day).padStart(2, '0')}` }
        const more = compiled({ ...document, holidays: [holiday] })
        expect(orThrow(more.add(at, amount))).toBeGreaterThanOrEqual(orThrow(fewer.add(at, amount)))
      }),
      runs,
    )
  })
})

describe('given a calendar open around the clock', () => {
  it('equals elapsed time around every clock change of every zone from 2000 to 2040', () => {
    let changes = 0
    for (const name of Intl.supportedValuesOf('timeZone')) {
      const zone = orThrow(compileZone(name))
      const calendar = compiled({ zone: name, week: { 'mon-sun': ['00:00-24:00'] } })
      for (const { at } of zone.transitions(instant('2000-01-01T00:00Z'), instant('2041-01-01T00:00Z'))) {
        changes += 1
        const before = instant(at - 5 * 3_600_000 - 1)
        if (calendar.between(before, instant(at + 7_200_001)) !== at + 7_200_001 - before) throw new Error(`${name} at ${at}`)
        if (orThrow(calendar.add(before, 36_000_000)) !== before + 36_000_000) throw new Error(`${name} at ${at}`)
      }
    }
    expect(changes).toBeGreaterThan(5000)
  }, 60_000)
})
