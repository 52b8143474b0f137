import { compileZone, type HoursDocument, type Weekday } from '@caseload/calendar'
import { type Instant, instant, orThrow } from '@caseload/core'
import fc from 'fast-check'

export const minute = 60_000
export const dayMinutes = 1440
const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const zones = ['Europe/Helsinki', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'America/New_York', 'Asia/Kathmandu']

/** Ranges that lie apart, as minutes of the day. */
const ranges = fc
  .uniqueArray(fc.integer({ min: 0, max: 95 }), { minLength: 2, maxLength: 6 })
  .map((quarters) => quarters.toSorted((a, b) => a - b))
  .map((edges) =>
    Array.from(
      { length: Math.floor(edges.length / 2) },
      (_, index) => [(edges[index * 2] ?? 0) * 15, (edges[index * 2 + 1] ?? 0) * 15] as const,
    ),
  )
const two = (value: number) => String(value).padStart(2, '0')
const wall = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
const texts = (list: readonly (readonly [number, number])[]) => list.map(([from, to]) => `${wall(from)}-${wall(to)}`)

/** Hours of a calendar, simple enough to be read off a clock on the wall. */
export interface Sketch {
  readonly zone: string
  readonly week: readonly (readonly (readonly [number, number])[])[]
  readonly holidays: readonly number[]
  readonly breaks: readonly (readonly [number, number])[]
  readonly start: number
}
/** Any hours, on any days. */
export const sketches: fc.Arbitrary<Sketch> = fc.record({
  zone: fc.constantFrom(...zones),
  week: fc.array(ranges, { minLength: 7, maxLength: 7 }),
  holidays: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 3 }),
  breaks: ranges.map((list) => list.slice(0, 1)),
  // Around the changes of clocks, and anywhere else.
  start: fc.oneof(
    fc.constantFrom(
      ...['2018-02-10', '2018-10-28', '2026-03-01', '2026-03-25', '2026-10-01', '2026-10-20', '2026-11-01'].map((date) =>
        Date.parse(date),
      ),
    ),
    fc.integer({ min: 0, max: 3000 }).map((days) => Date.parse('2018-01-01') + days * 86_400_000),
  ),
})

/** The same as a document. */
export function documentOf({ zone, week, holidays, breaks, start }: Sketch): HoursDocument {
  return {
    zone,
    week: Object.fromEntries(week.map((list, index) => [weekdays[index] ?? 'mon', texts(list)])),
    holidays: [...new Set(holidays)].map((day) => ({
      name: 'Day off',
      on: new Date(start + day * 86_400_000).toISOString().slice(0, 10),
    })),
    breaks: breaks.length === 0 ? [] : [{ name: 'Break', hours: texts(breaks) }],
  }
}

/** Whether each minute from the start on is open, found by looking at a clock on the wall and in the sketch, minute by minute. */
export function openMinutes(sketch: Sketch, count: number): readonly boolean[] {
  const zone = orThrow(compileZone(sketch.zone))
  const off = new Set(sketch.holidays.map((day) => new Date(sketch.start + day * 86_400_000).toISOString().slice(0, 10)))
  return Array.from({ length: count }, (_, index) => {
    const { year, month, day, hour, minute: minutes } = zone.localAt(instant(sketch.start + index * minute))
    if (off.has(`${year}-${two(month)}-${two(day)}`)) return false
    const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7
    const time = hour * 60 + minutes
    const within = (list: readonly (readonly [number, number])[]) => list.some(([from, to]) => from <= time && time < to)
    return within(sketch.week[weekday] ?? []) && !within(sketch.breaks)
  })
}

/** Repeated local times: the sketch opens at both, a calendar at the first. Such minutes are left out of the comparison. */
export function isPlain(sketch: Sketch, from: Instant, to: Instant): boolean {
  const zone = orThrow(compileZone(sketch.zone))
  return zone.transitions(from, to).every(({ offsetBeforeMs, offsetAfterMs }) => offsetAfterMs > offsetBeforeMs)
}
