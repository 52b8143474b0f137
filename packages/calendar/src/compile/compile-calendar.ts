import { err, ok, type Result } from 'neverthrow'
import { elapsedArithmetic, wallClockArithmetic } from '../calendar/arithmetic.ts'
import type { Calendar, CalendarDay } from '../calendar/calendar.ts'
import { checkedCalendar } from '../calendar/checked-calendar.ts'
import { openings } from '../calendar/openings.ts'
import { workingDays } from '../calendar/working-days.ts'
import type { CalendarDocument, HoursDocument } from '../document/calendar-document.ts'
import { type CalendarPolicies, defaultCalendarPolicies } from '../document/calendar-policies.ts'
import { accountOf } from '../explain/account.ts'
import type { Hours } from '../hours/hours.ts'
import { timelineOf } from '../timeline/timeline.ts'
import { localDay, zoneOver } from '../zone/zone.ts'
import type { CalendarIssue, TolerableIssueKind } from './calendar-issue.ts'
import { compileHours } from './compile-hours.ts'
import { type CompileCalendarOptions, readOptions } from './compile-options.ts'
import { startDecides } from './start-decides.ts'

/** What a calendar is made of, apart from its hours. */
interface Making {
  readonly id: string
  readonly policies: CalendarPolicies
  readonly issues: readonly CalendarIssue[]
  readonly timeZoneVersion: string | null
  readonly shifts: Readonly<Record<string, Calendar>>
}

/**
 * Checks, analyses and compiles a calendar document.
 *
 * Every fault is found at once, each with its path and a witness. Kinds of issues that leave a usable calendar can be tolerated by name: {@link TolerableIssueKind}. Years are compiled when first touched.
 *
 * @param document - The document; anything else is refused as `calendar/invalid-document`, also what cannot be read (a getter that throws) or has no end.
 * @param options - What to tolerate, and how to name the time-zone data; anything else is refused as `calendar/invalid-options`.
 * @returns The calendar; every issue found otherwise.
 *
 * @example
 * ```ts
 * import { compileCalendar } from '@caseload/calendar'
 * import { formatInstant, instant, orThrow } from '@caseload/core'
 *
 * const office = orThrow(compileCalendar({ zone: 'Europe/Helsinki', week: { 'mon-fri': ['09:00-12:00', '12:30-17:00'] } }))
 * const friday = instant('2026-03-27T16:00+02:00')
 * formatInstant(orThrow(office.add(friday, 4 * 3_600_000))) // => '2026-03-30T09:00:00.000Z'
 * office.between(friday, instant('2026-03-30T12:00+03:00')) // => 14_400_000
 *
 * compileCalendar({ zone: 'Europe/Helsinki', week: { mon: ['09:00-13:00', '12:00-17:00'] } })._unsafeUnwrapErr()
 * // => [{
 * //   kind: 'calendar/overlap',
 * //   path: 'week.mon',
 * //   message: 'week.mon: 12:00-13:00 is covered twice',
 * //   witness: '12:00-13:00',
 * //   expected: null,
 * // }]
 * ```
 */
export function compileCalendar(
  document: CalendarDocument,
  options: CompileCalendarOptions = {},
): Result<Calendar, readonly CalendarIssue[]> {
  const read = readOptions(options)
  return read.isErr() ? err(read.error) : compileWith(document, read.value).map(checkedCalendar)
}

function compileWith(document: CalendarDocument, options: CompileCalendarOptions): Result<Calendar, readonly CalendarIssue[]> {
  let policies = defaultCalendarPolicies
  const compiled = compileHours(document, (level) => {
    policies = { ...defaultCalendarPolicies, ...level.document.policies }
    return policies
  })
  const { hours, level, versions, issues } = compiled
  const tolerated: readonly string[] = options.tolerate ?? []
  if (hours === null || level === null || issues.some(({ kind }) => !tolerated.includes(kind))) return err(issues)

  const making: Making = {
    id: level.document.id ?? 'calendar',
    policies,
    issues,
    timeZoneVersion: options.timeZoneVersion ?? null,
    shifts: level.sort === 'hours' ? shiftCalendars(level.document, options) : {},
  }
  const whole = makeCalendar(hours, making)
  if (policies.versionCounted !== 'at-start' || versions.length === 0) return ok(whole)
  const each = versions.map(({ from, hours: own }) => ({ from, calendar: makeCalendar(own, making) }))
  return ok(startDecides(whole, each))
}

function makeCalendar(hours: Hours, { id, policies, issues, timeZoneVersion, shifts }: Making): Calendar {
  const { clock } = hours
  const timeline = timelineOf(hours, 'instant')
  const looked = openings(timeline, policies)
  const local = policies.clockChange === 'elapsed' ? null : timelineOf(hours, 'local')
  const sums =
    local === null
      ? elapsedArithmetic(timeline, looked, policies)
      : wallClockArithmetic({ local, instants: timeline, clock }, looked, policies)
  const betweenLocal =
    local === null
      ? null
      : (from: number, to: number) => {
          const before = local.workAt(from)
          return local.workAt(to) - before
        }
  const sources = { hours, between: sums.between, segments: looked.segments, betweenLocal, timeZoneVersion }
  const dayOf = (day: CalendarDay) => localDay(clock, day)
  return {
    id,
    zone: zoneOver(hours.zoneName, clock),
    policies,
    issues,
    shifts,
    ...sums,
    ...looked,
    ...workingDays(hours, { ...sums, ...looked }, policies),
    holidaysOn: (day) => hours.holidaysOn(dayOf(day)),
    breaksAt: hours.breaksAt,
    shiftsAt: (at) => (looked.isOpen(at) ? hours.shiftsAt(at) : []),
    explain: (from, to) => accountOf(sources, from, to),
    versionAt: hours.versionAt,
  }
}

/** Each shift alone, with the holidays and breaks of the whole. A shift may be empty or meet no break, which the whole was checked for. */
function shiftCalendars(document: HoursDocument, options: CompileCalendarOptions): Readonly<Record<string, Calendar>> {
  const { shifts = {}, week: _, openings: __, ...rest } = document
  const tolerate: readonly TolerableIssueKind[] = [
    'calendar/empty',
    'calendar/break-outside-hours',
    'calendar/closed-year',
    ...(options.tolerate ?? []),
  ]
  return Object.fromEntries(
    Object.entries(shifts).flatMap(([name, week]) =>
      compileCalendar({ ...rest, id: name, week }, { ...options, tolerate }).match(
        (calendar) => [[name, calendar] as const],
        () => [],
      ),
    ),
  )
}
