import { type CalendarDocument, compileCalendar } from '@caseload/calendar'
import { instant, orThrow } from '@caseload/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMinutes, documentOf, isPlain, minute, openMinutes, type Sketch, sketches } from '../../test/sketch.ts'

/** Zones and the day before one that never happened in the first two. */
const places = [
  { zones: ['Pacific/Apia', 'Pacific/Apia'], start: '2011-12-28' },
  { zones: ['Pacific/Apia', 'Pacific/Fakaofo'], start: '2011-12-28' },
  { zones: ['Europe/Helsinki', 'Pacific/Apia'], start: '2011-12-28' },
  { zones: ['Pacific/Kwajalein', 'Asia/Kathmandu'], start: '1993-08-19' },
  { zones: ['Europe/Helsinki', 'Pacific/Kwajalein'], start: '1993-08-19' },
  { zones: ['Europe/Helsinki', 'America/New_York'], start: '2026-03-25' },
] as const
const pairs = fc.tuple(fc.constantFrom(...places), sketches, sketches).map(([{ zones, start }, one, other]) => {
  const at = Date.parse(start)
  return [
    { ...one, zone: zones[0], start: at },
    { ...other, zone: zones[1], start: at },
  ] as const
})
const tolerate = ['calendar/break-outside-hours', 'calendar/closed-year', 'calendar/empty'] as const
const days = 5
const length = days * dayMinutes
const index = fc.nat(length - 1)
const runs = { numRuns: 25 }

/** Where hours lie that a skipped day would have had is told apart by where skipped times go; at the ordinary change of the last place that would move hours. */
const policiesAt = (start: number): CalendarDocument['policies'] =>
  start === Date.parse('2026-03-25') ? {} : { skippedTime: 'forward' }

/** A combined calendar is open in the minutes that are wanted of it, counts them, and adds by them. */
function agrees(document: CalendarDocument, open: readonly boolean[], start: number, [a, b, amount]: readonly number[]): void {
  const calendar = orThrow(compileCalendar({ ...document, policies: policiesAt(start) ?? {} }, { tolerate }))
  const at = (minutes: number) => instant(start + minutes * minute)
  const [low, high] = [Math.min(a ?? 0, b ?? 0), Math.max(a ?? 0, b ?? 0)]
  expect(calendar.isOpen(at(low))).toBe(open[low])
  const counted = open.slice(low, high).filter(Boolean).length * minute
  expect(calendar.between(at(low), at(high))).toBe(counted)
  const account = calendar.explain(at(low), at(high))
  expect(account.spans.reduce((sum, { countedMs }) => sum + countedMs, 0)).toBe(counted)
  let left = amount ?? 1
  const reached = open.findIndex((isOpen, place) => place >= low && isOpen && --left === 0)
  if (reached >= 0) expect(calendar.add(at(low), (amount ?? 1) * minute)._unsafeUnwrap()).toBe(at(reached + 1))
}

const plain = ([one, other]: readonly [Sketch, Sketch]) =>
  [one, other].every((sketch) => isPlain(sketch, instant(sketch.start), instant(sketch.start + length * minute)))

describe('given two calendars over a day that one of their zones never had, looked at minute by minute', () => {
  it.each(['union', 'intersection'] as const)('the %s is open in the same minutes, counts the same, adds the same', (mode) => {
    fc.assert(
      fc.property(pairs, index, index, fc.integer({ min: 1, max: 900 }), (pair, ...numbers) => {
        fc.pre(plain(pair))
        const [first, second] = pair.map((sketch) => openMinutes(sketch, length))
        const open = (first ?? []).map((isOpen, place) => {
          const alsoOpen = second?.[place] === true
          return mode === 'union' ? isOpen || alsoOpen : isOpen && alsoOpen
        })
        const parts = pair.map(documentOf)
        agrees(mode === 'union' ? { union: parts } : { intersection: parts }, open, pair[0].start, numbers)
      }),
      runs,
    )
  })

  it('a version takes over at its instant, or at the beginning of its local day, also of one that never was', () => {
    const change = fc.tuple(fc.boolean(), fc.nat(days * 24 - 1))
    fc.assert(
      fc.property(pairs, change, index, index, fc.integer({ min: 1, max: 900 }), (pair, [byDay, hours], ...numbers) => {
        fc.pre(plain(pair))
        const [one, other] = pair
        const wanted = one.start + hours * 60 * minute
        const date = new Date(wanted).toISOString()
        const effectiveFrom = byDay ? date.slice(0, 10) : date
        const versions = [
          { effectiveFrom: null, calendar: documentOf(one) },
          { effectiveFrom, calendar: documentOf(other) },
        ]
        const begins = byDay ? firstInstantOf(other.zone, effectiveFrom, one.start) : wanted
        const [before, after] = [openMinutes(one, length), openMinutes(other, length)]
        const open = before.map((isOpen, place) => (one.start + place * minute < begins ? isOpen : after[place] === true))
        agrees({ versions }, open, one.start, numbers)
      }),
      runs,
    )
  })
})

/** The first minute, from two days before a start on, whose date in a zone is not before one: found by looking. */
function firstInstantOf(zone: string, date: string, start: number): number {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  for (let at = start - 2 * dayMinutes * minute; ; at += 15 * minute) if (shown.format(at) >= date) return at
}
