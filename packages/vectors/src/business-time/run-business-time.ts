import { type Calendar, type CalendarDocument, compileCalendar, compileZone } from '@caseload/calendar'
import { formatInstant, type Instant, instant, isoDate, type LocalDate, parseInstant } from '@caseload/core'
import type { Run } from '../outcome.ts'
import type { BusinessTimeFile, BusinessTimeVector, VectorAmount } from './business-time-file.ts'
import { type Conventions, conventionsOf, policiesOf } from './conventions.ts'
import { vectorDocument } from './vector-document.ts'

/** Runs the vectors of a file one by one. */
export function runBusinessTime(file: BusinessTimeFile): (vector: BusinessTimeVector) => Run {
  const conventions = conventionsOf(file.name, file.conventions)
  const compiled = new Map<string, Calendar | string>()

  function calendarOf(document: CalendarDocument, key: string): Calendar | string {
    const known = compiled.get(key)
    if (known !== undefined) return known
    const calendar = compileCalendar(document, { tolerate }).match<Calendar | string>(
      (made) => made,
      (issues) => issues.map(({ message }) => message).join('; '),
    )
    compiled.set(key, calendar)
    return calendar
  }

  function documentOf(vector: BusinessTimeVector, settings: Conventions): CalendarDocument | null {
    const named = (id: string | undefined) => (id === undefined ? undefined : file.calendars?.[id])
    const [own, other] = [named(vector.calendar), named(vector.otherCalendar)]
    const policies = policiesOf(settings)
    if (vector.calendarVersions !== undefined) {
      const versions = vector.calendarVersions.flatMap(({ effectiveFrom = null, calendar: id }) => {
        const calendar = named(id)
        return calendar === undefined ? [] : [{ effectiveFrom, calendar: vectorDocument(calendar, settings) }]
      })
      return { policies, versions }
    }
    if (own === undefined) return null
    if (other === undefined) return vectorDocument(own, settings)
    // The schema's intersection is of local hours: the other calendar is read in the first one's zone.
    const parts = [own, { ...other, timeZone: own.timeZone }].map((part) => vectorDocument(part, settings))
    return { policies, intersection: parts }
  }

  return (vector) => {
    const settings = settingsOf(vector, conventions)
    const runs = settings.map(([expected, setting]): Run => {
      if (vector.op === 'localToInstant') return { expected: instantText(expected), actual: localToInstant(vector, setting) }
      const document = documentOf(vector, setting)
      if (document === null) return { unsupported: 'names no calendar of its file' }
      const key = JSON.stringify([vector.calendar, vector.otherCalendar, vector.calendarVersions, policiesOf(setting)])
      const calendar = calendarOf(document, key)
      if (typeof calendar === 'string') return { unsupported: calendar }
      return perform(vector, calendar, setting, expected)
    })
    const failing = runs.find((run) => 'unsupported' in run || JSON.stringify(run.expected) !== JSON.stringify(run.actual))
    return failing ?? runs[0] ?? { unsupported: 'expects nothing that is known' }
  }
}

const tolerate = [
  'calendar/overlap',
  'calendar/empty',
  'calendar/break-outside-hours',
  'calendar/closed-year',
  'calendar/never-applies',
  'calendar/openings-collide',
  'calendar/policies-within',
] as const

/** A vector may expect one value, or one for each answer to a question. */
function settingsOf(vector: BusinessTimeVector, conventions: Conventions): readonly (readonly [unknown, Conventions])[] {
  const ended = vector.endOfWorkingDay === true ? { ...conventions, workingDayLanding: 'end-of-day' as const } : conventions
  const variants: readonly (readonly [string, Partial<Conventions>])[] = [
    ['expected', {}],
    ['expectedSeconds', {}],
    ['expectedStay', { addLandingOnClosing: 'closing', subtractLandingOnOpening: 'opening' }],
    ['expectedRoll', { addLandingOnClosing: 'next-opening' }],
    ['expectedElapsedTime', { clockChange: 'elapsed', ...(Object.hasOwn(vector, 'expectedWallClock') ? {} : {}) }],
    ['expectedSecondsElapsed', { clockChange: 'elapsed' }],
    ['expectedWallClock', { clockChange: 'wall-clock' }],
    ['expectedSecondsWallClock', { clockChange: 'wall-clock' }],
  ]
  return variants.flatMap(([name, answer]) =>
    Object.hasOwn(vector, name) ? [[vector[name], { ...ended, ...answer }] as const] : [],
  )
}

function perform(vector: BusinessTimeVector, calendar: Calendar, conventions: Conventions, expected: unknown): Run {
  const { op } = vector
  const read = (text: string | undefined): Instant | null => (text === undefined ? null : instantOf(text, calendar))
  const is = (actual: unknown): Run => ({ expected, actual })
  const when = (actual: Instant | null): Run => answerAt(expected, actual, calendar)

  if (op === 'workingTimeBetween' || op === 'workingDaysBetween' || op === 'completeWorkingDaysBetween') {
    const [from, to] = [read(vector.from), read(vector.to)]
    if (from === null || to === null) return { unsupported: 'needs from and to' }
    if (op === 'workingDaysBetween') return is(calendar.workingDaysBetween(from, to, { inclusive: vector.inclusive === true }))
    if (op === 'completeWorkingDaysBetween') return is(calendar.completeWorkingDaysBetween(from, to))
    return between(vector, calendar.between(from, to), conventions, expected)
  }
  if (op === 'openPeriodsOnDate' && vector.localDate !== undefined) {
    return spansAnswer(expected, calendar.hoursOfDay(isoDate(vector.localDate)))
  }
  const at = read(vector.at)
  if (at === null) return { unsupported: 'needs an instant that can be read' }
  switch (op) {
    case 'addWorkingTime':
    case 'subtractWorkingTime':
    case 'slaDeadline':
      return add(vector, calendar, at, op === 'subtractWorkingTime' ? -1 : 1, expected)
    case 'isOpen':
      return is(calendar.isOpen(at))
    case 'isHoliday':
      return is(calendar.holidaysOn(at).length > 0)
    case 'isBreak':
      return is(calendar.breaksAt(at).length > 0)
    case 'isWorkingDay':
      return is(calendar.isWorkingDay(at))
    case 'rollForwardToOpen':
      return when(calendar.openAtOrAfter(at))
    case 'rollBackwardToOpen': {
      const opening = conventions.rollBackFromOpening && calendar.previousOpening(at, { inclusive: true }) === at
      return when(opening ? calendar.previousClosing(at, { inclusive: true }) : calendar.openAtOrBefore(at))
    }
    case 'nextOpeningAfter':
      return when(calendar.nextOpening(at))
    case 'nextClosingAfter':
      return when(calendar.nextClosing(at))
    case 'openingOfDay':
      return when(calendar.startOfWorkingDay(at))
    case 'closingOfDay':
      return when(calendar.endOfWorkingDay(at))
    case 'openingAtOrAfter':
      return when(calendar.nextOpening(at, { inclusive: true }))
    case 'openingAtOrBefore':
      return when(calendar.previousOpening(at, { inclusive: true }))
    case 'nextTransition':
    case 'previousTransition': {
      const change = op === 'nextTransition' ? calendar.nextChange(at) : calendar.previousChange(at)
      const kind = change === null ? null : change.kind === 'opening' ? 'open' : 'close'
      return {
        expected: [instantText(expected), vector['expectedTransition'] ?? kind],
        actual: [change === null ? null : formatInstant(change.at), kind],
      }
    }
    case 'rollForwardToWorkingDay':
      return when(calendar.isWorkingDay(at) ? at : onDay(calendar, at, calendar.nextWorkingDay(at)))
    case 'rollBackwardToWorkingDay':
      return when(calendar.isWorkingDay(at) ? at : onDay(calendar, at, calendar.previousWorkingDay(at)))
    case 'nextWorkingDayAfter':
      return when(onDay(calendar, at, calendar.nextWorkingDay(at)))
    case 'previousWorkingDayBefore':
      return when(onDay(calendar, at, calendar.previousWorkingDay(at)))
    case 'openPeriods':
    case 'intersectionOpenPeriods': {
      const count = vector.count ?? 1
      const spans = vector.direction === 'backward' ? calendar.segmentsBefore(at, count) : calendar.segmentsAfter(at, count)
      return spansAnswer(expected, spans)
    }
    default:
      return { unsupported: `unknown operation ${op}` }
  }
}

const unitMs: Readonly<Record<string, number>> = { milliseconds: 1, seconds: 1000, minutes: 60_000, hours: 3_600_000 }

function add(vector: BusinessTimeVector, calendar: Calendar, at: Instant, sign: 1 | -1, expected: unknown): Run {
  const amounts: readonly VectorAmount[] = vector.amounts ?? (vector.amount === undefined ? [] : [vector.amount])
  const [first] = amounts
  if (first === undefined) return { unsupported: 'needs an amount' }
  const isDays = (unit: string) => /^(business|working)?days?$/i.test(unit)
  if (isDays(first.unit)) {
    if (amounts.length > 1) return { unsupported: 'adds days and other units at once' }
    const direction = sign === 1 ? first.value : 0 - first.value
    // No days earlier is not the same as no days later where counting rolls.
    const answer = calendar.addWorkingDays(at, Object.is(direction, -0) ? -0 : direction)
    return answer.match(
      (reached) => near(vector, answerAt(expected, reached, calendar)),
      (problem): Run => ({ expected, actual: problem.kind }),
    )
  }
  const total = amounts.reduce((sum, { value, unit }) => sum + value * (unitMs[unit] ?? Number.NaN), 0)
  if (Number.isNaN(total)) return { unsupported: `unknown unit ${amounts.map(({ unit }) => unit).join(', ')}` }
  const answer = sign === 1 ? calendar.add(at, Math.round(total)) : calendar.subtract(at, Math.round(total))
  return answer.match(
    (reached) => near(vector, answerAt(expected, reached, calendar)),
    (problem): Run =>
      Object.hasOwn(vector, 'expectedError') ? { expected: 'an error', actual: 'an error' } : { expected, actual: problem.kind },
  )
}

/** An answer within the file's tolerance is the expected one. */
function near(vector: BusinessTimeVector, run: Run): Run {
  if ('unsupported' in run || vector.toleranceSeconds === undefined) return run
  const [expected, actual] = [run.expected, run.actual].map((value) => parseInstant(String(value)).unwrapOr(instant(0)))
  const close = expected !== undefined && actual !== undefined && Math.abs(expected - actual) <= vector.toleranceSeconds * 1000
  return close ? { expected: run.expected, actual: run.expected } : run
}

function between(vector: BusinessTimeVector, ms: number, { roundSeconds }: Conventions, expected: unknown): Run {
  const unit = unitMs[vector.unit ?? 'seconds']
  if (unit === undefined) return { unsupported: `unknown unit ${vector.unit}` }
  const value = ms / unit
  const rounding = vector.rounding ?? roundSeconds
  const rounded = rounding === null || rounding === 'none' ? value : roundBy(rounding, value)
  if (rounded === null) return { unsupported: `unknown rounding ${rounding}` }
  const tolerance = vector.toleranceSeconds ?? 0
  const close = typeof expected === 'number' && Math.abs(rounded - expected) * (unit / 1000) <= tolerance
  const targets = Array.isArray(vector['targets']) ? vector['targets'] : []
  const breaches = targets.map((target: { readonly targetSeconds: number }) => value > target.targetSeconds)
  const wanted = targets.map((target: { readonly expectedBreached: boolean }) => target.expectedBreached)
  return { expected: [expected, ...wanted], actual: [close ? expected : rounded === 0 ? 0 : rounded, ...breaches] }
}

function roundBy(rounding: string, value: number): number | null {
  if (/trunc|floor|down/.test(rounding)) return Math.trunc(value)
  if (/ceil|up/.test(rounding)) return Math.ceil(value)
  return /round|nearest/.test(rounding) ? Math.sign(value) * Math.round(Math.abs(value)) : null
}

/** A bare date is a local date of the calendar. */
function instantOf(text: string, calendar: Calendar): Instant | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return calendar.zone.startOfDay(isoDate(text))
  return parseInstant(text).unwrapOr(null)
}

function instantText(expected: unknown): unknown {
  if (typeof expected !== 'string') return expected
  return parseInstant(expected).map(formatInstant).unwrapOr(expected)
}

function answerAt(expected: unknown, actual: Instant | null, calendar: Calendar): Run {
  if (typeof expected === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(expected)) {
    const { year, month, day } = calendar.zone.localAt(actual ?? instant(0))
    const text = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
    return { expected, actual: actual === null ? null : text }
  }
  return { expected: instantText(expected), actual: actual === null ? null : formatInstant(actual) }
}

function spansAnswer(expected: unknown, spans: readonly { readonly from: Instant; readonly to: Instant }[]): Run {
  const wanted = Array.isArray(expected) ? expected.map((span) => (Array.isArray(span) ? span.map(instantText) : span)) : expected
  return { expected: wanted, actual: spans.map(({ from, to }) => [formatInstant(from), formatInstant(to)]) }
}

function onDay(calendar: Calendar, at: Instant, day: LocalDate | null): Instant | null {
  if (day === null) return null
  const { year, month, day: dayOfMonth } = calendar.zone.localAt(calendar.zone.startOfDay(day))
  return calendar.zone.instantOf({ ...calendar.zone.localAt(at), year, month, day: dayOfMonth })
}

function localToInstant(
  { timeZone = '', localDate = '', localTime = '00:00' }: BusinessTimeVector,
  conventions: Conventions,
): unknown {
  const [year = 0, month = 1, day = 1] = localDate.split('-').map(Number)
  const [hour = 0, minute = 0, second = 0] = localTime.split(':').map(Number)
  return compileZone(timeZone)
    .map((zone) =>
      formatInstant(
        zone.instantOf(
          { year, month, day, hour, minute, second },
          { gap: conventions.skippedTime, overlap: conventions.repeatedTime },
        ),
      ),
    )
    .unwrapOr('unknown zone')
}
