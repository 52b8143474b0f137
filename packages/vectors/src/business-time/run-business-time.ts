import { type Calendar, type CalendarDocument, compileCalendar, compileZone } from '@caseload/calendar'
import { formatInstant } from '@caseload/core'
import type { Run } from '../outcome.ts'
import { comparable, readInstant } from '../read-instant.ts'
import { addOperation } from './add-operation.ts'
import { betweenOperation, daysBetween } from './between-operation.ts'
import { type BusinessTimeFile, type BusinessTimeVector, businessTimeVector, vectorCalendar } from './business-time-file.ts'
import { type Conventions, conventionsOf, policiesOf } from './conventions.ts'
import { operations } from './operations.ts'
import { vectorDocument } from './vector-document.ts'

const tolerate = [
  'calendar/overlap',
  'calendar/empty',
  'calendar/break-outside-hours',
  'calendar/closed-year',
  'calendar/never-applies',
  'calendar/openings-collide',
  'calendar/policies-within',
] as const

/** Runs the vectors of a file one by one. */
export function runBusinessTime(file: BusinessTimeFile): (vector: unknown) => Run {
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

  /** The document, or why there is none. */
  function documentOf(vector: BusinessTimeVector, settings: Conventions): CalendarDocument | string {
    const named = (id: string, zone?: string): CalendarDocument | string => {
      const parsed = vectorCalendar.safeParse(file.calendars?.[id])
      if (!parsed.success) return `calendar ${id} cannot be read`
      return vectorDocument(zone === undefined ? parsed.data : { ...parsed.data, timeZone: zone }, settings)
    }
    const policies = policiesOf(settings)
    if (vector.calendarVersions !== undefined) {
      const versions = vector.calendarVersions.map(({ effectiveFrom, calendar: id }) => ({
        effectiveFrom: effectiveFrom ?? null,
        calendar: named(id),
      }))
      const usable = versions.flatMap(({ effectiveFrom, calendar }) =>
        typeof calendar === 'string' ? [] : [{ effectiveFrom, calendar }],
      )
      return usable.length < versions.length ? 'a calendar of a version cannot be read' : { policies, versions: usable }
    }
    if (vector.calendar === undefined || vector.calendar === null) return 'names no calendar of its file'
    const own = named(vector.calendar)
    if (typeof own === 'string' || vector.otherCalendar === undefined || vector.otherCalendar === null) return own
    // The schema's intersection is of local hours: the other calendar is read in the first one's zone.
    const other = named(vector.otherCalendar, 'zone' in own ? own.zone : undefined)
    return typeof other === 'string' ? other : { policies, intersection: [own, other] }
  }

  function runOne(vector: BusinessTimeVector, settings: Conventions, expected: unknown): Run {
    if (vector.op === 'localToInstant') return { expected: comparable(expected), actual: localToInstant(vector, settings) }
    const document = documentOf(vector, settings)
    if (typeof document === 'string') return { unsupported: document }
    const key = JSON.stringify([vector.calendar, vector.otherCalendar, vector.calendarVersions, policiesOf(settings)])
    const calendar = calendarOf(document, key)
    if (typeof calendar !== 'string') return perform(vector, calendar, settings, expected)
    return Object.hasOwn(vector, 'expectedError') ? { expected: 'an error', actual: 'an error' } : { unsupported: calendar }
  }

  return (given) => {
    const parsed = businessTimeVector.safeParse(given)
    if (!parsed.success) return { unsupported: `not of its schema: ${parsed.error.issues[0]?.path.join('.')}` }
    const runs = settingsOf(parsed.data, conventions).map(([expected, settings]) => runOne(parsed.data, settings, expected))
    const failing = runs.find((run) => 'unsupported' in run || JSON.stringify(run.expected) !== JSON.stringify(run.actual))
    return failing ?? runs[0] ?? { unsupported: 'expects nothing that is known' }
  }
}

/** A vector may expect one value, or one for each answer to a question. */
function settingsOf(vector: BusinessTimeVector, conventions: Conventions): readonly (readonly [unknown, Conventions])[] {
  const ended = vector.endOfWorkingDay === true ? { ...conventions, workingDayLanding: 'end-of-day' as const } : conventions
  const variants: readonly (readonly [string, Partial<Conventions>])[] = [
    ['expected', {}],
    ['expectedError', {}],
    ['expectedSeconds', {}],
    ['expectedStay', { addLandingOnClosing: 'closing', subtractLandingOnOpening: 'opening' }],
    ['expectedRoll', { addLandingOnClosing: 'next-opening' }],
    ['expectedElapsedTime', { clockChange: 'elapsed' }],
    ['expectedSecondsElapsed', { clockChange: 'elapsed' }],
    ['expectedWallClock', { clockChange: 'wall-clock-whole' }],
    ['expectedSecondsWallClock', { clockChange: 'wall-clock-whole' }],
  ]
  return variants.flatMap(([name, answer]) =>
    Object.hasOwn(vector, name) ? [[vector[name], { ...ended, ...answer }] as const] : [],
  )
}

function perform(vector: BusinessTimeVector, calendar: Calendar, conventions: Conventions, expected: unknown): Run {
  const { op } = vector
  const read = (text: unknown) => readInstant(text, calendar.zone)
  const [at, from, to] = [read(vector.at ?? vector.localDate), read(vector.from), read(vector.to)]
  if (op === 'workingTimeBetween' || op === 'workingDaysBetween' || op === 'completeWorkingDaysBetween') {
    if (from === null || to === null) return { unsupported: 'needs from and to' }
    if (op === 'workingTimeBetween') return betweenOperation(vector, calendar, [from, to], conventions, expected)
    const byDates = op === 'workingDaysBetween' || conventions.completeDaysByDates
    const days = byDates ? daysBetween(vector, calendar, [from, to], conventions) : calendar.completeWorkingDaysBetween(from, to)
    return { expected, actual: days }
  }
  if (at === null) return { unsupported: 'needs an instant that can be read' }
  if (op === 'addWorkingTime' || op === 'subtractWorkingTime' || op === 'slaDeadline') {
    return addOperation(vector, calendar, at, conventions, expected)
  }
  const operation = Object.hasOwn(operations, op) ? operations[op] : undefined
  return operation?.({ vector, calendar, at, conventions, expected }) ?? { unsupported: `unknown operation ${op}` }
}

function localToInstant({ timeZone, localDate, localTime }: BusinessTimeVector, conventions: Conventions): unknown {
  const [year = 0, month = 1, day = 1] = (localDate ?? '').split('-').map(Number)
  const [hour = 0, minute = 0, second = 0] = (localTime ?? '00:00').split(':').map(Number)
  const policy = { gap: conventions.skippedTime, overlap: conventions.repeatedTime }
  return compileZone(timeZone ?? '')
    .map((zone) => formatInstant(zone.instantOf({ year, month, day, hour, minute, second }, policy)))
    .unwrapOr('unknown zone')
}
