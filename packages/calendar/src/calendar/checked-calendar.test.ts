import {
  type Calendar,
  type CalendarDay,
  compileCalendar,
  compileZone,
  type InvalidArgument,
  localDate,
} from '@caseload/calendar'
import { type Instant, instant, orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'

const office = orThrow(
  compileCalendar({ zone: 'Europe/Helsinki', week: { 'mon-fri': ['09:00-17:00'] }, shifts: { late: { mon: ['18:00-20:00'] } } }),
)
const helsinki = orThrow(compileZone('Europe/Helsinki'))
const at = instant('2026-03-02T09:00Z')
/** As a caller without types would have it. */
const untyped = (value: unknown) => value as Instant
const hostile = [
  undefined,
  null,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  0.5,
  8.64e15 + 1,
  '2026-03-02T09:00Z',
  {},
  [],
  1n,
  true,
].map(untyped)
const badDays = [
  undefined,
  null,
  Number.NaN,
  0.5,
  '2026-02-30',
  'today',
  {},
  { year: 2026, month: 0.5, day: 1 },
  1n,
  Symbol('day'),
].map((value): CalendarDay => untyped(value))
badDays.push(
  untyped({
    get year() {
      throw new Error('unreadable')
    },
  }),
)

/** Of every method that asks for instants: how it is called with one bad argument. */
const instants: Readonly<Record<string, Readonly<Record<string, (bad: Instant, calendar: Calendar) => unknown>>>> = {
  between: { from: (bad, { between }) => between(bad, at), to: (bad, { between }) => between(at, bad) },
  isOpen: { at: (bad, { isOpen }) => isOpen(bad) },
  nextOpening: { after: (bad, { nextOpening }) => nextOpening(bad) },
  nextClosing: { after: (bad, { nextClosing }) => nextClosing(bad) },
  previousOpening: { before: (bad, { previousOpening }) => previousOpening(bad) },
  previousClosing: { before: (bad, { previousClosing }) => previousClosing(bad) },
  nextChange: { after: (bad, { nextChange }) => nextChange(bad) },
  previousChange: { before: (bad, { previousChange }) => previousChange(bad) },
  openAtOrAfter: { at: (bad, { openAtOrAfter }) => openAtOrAfter(bad) },
  openAtOrBefore: { at: (bad, { openAtOrBefore }) => openAtOrBefore(bad) },
  segments: { from: (bad, { segments }) => segments(bad, at), to: (bad, { segments }) => segments(at, bad) },
  segmentsAfter: { at: (bad, { segmentsAfter }) => segmentsAfter(bad, 1) },
  segmentsBefore: { at: (bad, { segmentsBefore }) => segmentsBefore(bad, 1) },
  completeWorkingDaysBetween: {
    from: (bad, { completeWorkingDaysBetween }) => completeWorkingDaysBetween(bad, at),
    to: (bad, { completeWorkingDaysBetween }) => completeWorkingDaysBetween(at, bad),
  },
  breaksAt: { at: (bad, { breaksAt }) => breaksAt(bad) },
  shiftsAt: { at: (bad, { shiftsAt }) => shiftsAt(bad) },
  explain: { from: (bad, { explain }) => explain(bad, at), to: (bad, { explain }) => explain(at, bad) },
  versionAt: { at: (bad, { versionAt }) => versionAt(bad) },
}
const days: Readonly<Record<string, Readonly<Record<string, (bad: CalendarDay, calendar: Calendar) => unknown>>>> = {
  isWorkingDay: { day: (bad, { isWorkingDay }) => isWorkingDay(bad) },
  hoursOfDay: { day: (bad, { hoursOfDay }) => hoursOfDay(bad) },
  startOfWorkingDay: { day: (bad, { startOfWorkingDay }) => startOfWorkingDay(bad) },
  endOfWorkingDay: { day: (bad, { endOfWorkingDay }) => endOfWorkingDay(bad) },
  nextWorkingDay: { after: (bad, { nextWorkingDay }) => nextWorkingDay(bad) },
  previousWorkingDay: { before: (bad, { previousWorkingDay }) => previousWorkingDay(bad) },
  workingDaysBetween: {
    from: (bad, { workingDaysBetween }) => workingDaysBetween(bad, at),
    to: (bad, { workingDaysBetween }) => workingDaysBetween(at, bad),
  },
  holidaysOn: { day: (bad, { holidaysOn }) => holidaysOn(bad) },
}
const withResult = ['add', 'subtract', 'addWorkingDays', 'subtractWorkingDays'] as const

/** The plain problem that a call throws as the cause of its `TypeError`. */
function refusalOf(call: () => unknown): InvalidArgument {
  try {
    call()
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(TypeError)
    // The one place that knows what is thrown; its shape is compared below.
    return (thrown as { readonly cause: InvalidArgument }).cause
  }
  throw new Error('nothing was thrown')
}
const cases = Object.entries(instants).flatMap(([method, calls]) =>
  Object.entries(calls).map(([argument, call]) => [method, argument, call] as const),
)
const dayCases = Object.entries(days).flatMap(([method, calls]) =>
  Object.entries(calls).map(([argument, call]) => [method, argument, call] as const),
)

describe('given an argument that is no instant', () => {
  it.each(cases)('%s names its `%s` in a plain problem', (method, argument, call) => {
    for (const bad of hostile) {
      const refusal = refusalOf(() => call(bad, office))
      expect(Object.getPrototypeOf(refusal)).toBe(Object.prototype)
      expect(refusal).toEqual({
        kind: 'calendar/invalid-argument',
        method,
        argument,
        expected: 'an instant: whole milliseconds within 100,000,000 days of 1970',
        message: `${method}: ${argument}: expected an instant: whole milliseconds within 100,000,000 days of 1970`,
      })
    }
  })
  it.each(withResult)('%s gives the problem as its result', (method) => {
    for (const bad of hostile)
      expect(office[method](bad, 1)._unsafeUnwrapErr()).toMatchObject({
        kind: 'calendar/invalid-argument',
        method,
        argument: 'at',
      })
  })
  it('is refused by every method there is, and by those of each shift', () => {
    const methods = Object.entries(office).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []))
    expect(methods.toSorted()).toEqual([...Object.keys(instants), ...Object.keys(days), ...withResult].toSorted())
    const late = office.shifts['late'] ?? office
    expect(refusalOf(() => late.isOpen(untyped(Number.NaN))).argument).toBe('at')
  })
})

describe('given an argument that is no day', () => {
  it.each(dayCases)('%s names its `%s`', (method, argument, call) => {
    for (const bad of badDays)
      expect(refusalOf(() => call(bad, office))).toMatchObject({ kind: 'calendar/invalid-argument', method, argument })
  })
})

describe('given an amount, a count or options that are none', () => {
  it('gives an amount that is not whole as the result', () => {
    for (const method of withResult) {
      for (const bad of [undefined, null, Number.NaN, 0.5, 2 ** 53, '1', 1n, Symbol('1')])
        expect(office[method](at, untyped(bad))._unsafeUnwrapErr().kind).toBe('calendar/invalid-amount')
    }
  })
  it('names a count or options', () => {
    for (const bad of [undefined, null, Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY, 1n].map(untyped)) {
      expect(refusalOf(() => office.segmentsAfter(at, bad)).argument).toBe('count')
      expect(refusalOf(() => office.segmentsBefore(at, bad)).argument).toBe('count')
    }
    const unreadable = {
      get inclusive(): boolean {
        throw new Error('unreadable')
      },
    }
    for (const bad of [null, 'yes', { inclusive: 1 }, unreadable].map((value) => untyped(value) as object)) {
      expect(refusalOf(() => office.nextOpening(at, bad)).argument).toBe('options')
      expect(refusalOf(() => office.nextClosing(at, bad)).argument).toBe('options')
      expect(refusalOf(() => office.previousOpening(at, bad)).argument).toBe('options')
      expect(refusalOf(() => office.previousClosing(at, bad)).argument).toBe('options')
      expect(refusalOf(() => office.workingDaysBetween(at, at, bad)).argument).toBe('options')
    }
  })
  it('passes over what a list adds to the instant', () => {
    expect([at, at].map(office.isOpen)).toEqual([true, true])
  })
})

describe('given a zone', () => {
  it('names what is no instant, no local time, no day and no policy', () => {
    for (const bad of hostile) {
      expect(refusalOf(() => helsinki.offsetAt(bad))).toMatchObject({ method: 'offsetAt', argument: 'at' })
      expect(refusalOf(() => helsinki.localAt(bad))).toMatchObject({ method: 'localAt', argument: 'at' })
      expect(refusalOf(() => localDate(helsinki, bad))).toMatchObject({ method: 'localDate', argument: 'at' })
      expect(refusalOf(() => helsinki.transitions(bad, at))).toMatchObject({ method: 'transitions', argument: 'from' })
      expect(refusalOf(() => helsinki.transitions(at, bad))).toMatchObject({ method: 'transitions', argument: 'to' })
    }
    for (const bad of badDays) expect(refusalOf(() => helsinki.startOfDay(bad)).argument).toBe('day')
    const good = { year: 2026, month: 3, day: 29 }
    for (const bad of [null, 1, {}, { ...good, hour: 0.5 }, { ...good, ms: 1e300 }].map(
      (value) => untyped(value) as unknown as typeof good,
    )) {
      expect(refusalOf(() => helsinki.instantOf(bad))).toMatchObject({ method: 'instantOf', argument: 'local' })
      expect(refusalOf(() => helsinki.instantsOf(bad))).toMatchObject({ method: 'instantsOf', argument: 'local' })
    }
    for (const bad of [null, { gap: 'none' }, { overlap: 1 }].map((value) => untyped(value) as object))
      expect(refusalOf(() => helsinki.instantOf(good, bad))).toMatchObject({ method: 'instantOf', argument: 'policy' })
  })
  it('holds local times of the furthest years within what an instant can have', () => {
    expect(helsinki.instantOf({ year: 1_000_000_000, month: 1, day: 1, ms: 1_000_000_000 })).toBe(8.64e15)
    expect(helsinki.instantsOf({ year: -1_000_000_000, month: 1, day: 1 })).toEqual([-8.64e15])
  })
  it('refuses every name that is none', () => {
    for (const bad of [undefined, null, Number.NaN, {}, [], Symbol('UTC'), 1n, Object.create(null)])
      expect(compileZone(untyped(bad) as unknown as string)._unsafeUnwrapErr().kind).toBe('calendar/unknown-zone')
  })
})
