import type { Calendar } from '@caseload/calendar'
import type { Instant } from '@caseload/core'
import type { BusinessTime } from './business-time.ts'
import { never } from './never.ts'

/**
 * A compiled calendar as clocks use it. Where it never opens for so long, the answer is the last instant there is.
 *
 * @param calendar - From `compileCalendar`.
 *
 * @example
 * ```ts
 * import { compileCalendar } from '@caseload/calendar'
 * import { instant, orThrow } from '@caseload/core'
 * import { businessTime } from '@caseload/sla'
 *
 * const office = businessTime(orThrow(compileCalendar({ zone: 'Europe/Helsinki', week: { 'mon-fri': ['09:00-17:00'] } })))
 * office.endOfWorkingDay(instant('2026-03-06T10:00+02:00')) // => instant('2026-03-06T17:00+02:00')
 * office.endOfWorkingDay(instant('2026-03-06T18:00+02:00')) // => instant('2026-03-09T17:00+02:00')
 * const nights = businessTime(orThrow(compileCalendar({ zone: 'Europe/Helsinki', week: { 'mon-fri': ['22:00-06:00'] } })))
 * nights.endOfWorkingDay(instant('2026-03-07T03:00+02:00')) // => instant('2026-03-07T06:00+02:00')
 * office.versionAt(instant('2026-03-06T10:00+02:00')) // => 'calendar/1'
 * ```
 */
export function businessTime(calendar: Calendar): BusinessTime {
  return {
    versionAt: versionTexts(calendar),
    add: (from, durationMs) => {
      const due = calendar.add(from, durationMs)
      return due.isOk() ? due.value : never
    },
    between: calendar.between,
    addWorkingDays: (from, days) => calendar.addWorkingDays(from, days).unwrapOr(never),
    endOfWorkingDay: (at) => endOfWorkingDay(calendar, at),
    spans: (from, to) =>
      calendar.explain(from, to).spans.map((span) => ({
        from: span.from,
        to: span.to,
        counted: span.counted,
        countedMs: span.countedMs,
        reason: span.name ?? span.reason,
      })),
  }
}

/** The version in force, as text; the text is made once for as long as the version stays the same. */
function versionTexts(calendar: Calendar): BusinessTime['versionAt'] {
  let known: ReturnType<Calendar['versionAt']> | null = null
  let text = ''
  return (at) => {
    const version = calendar.versionAt(at)
    if (version !== known) {
      known = version
      text = `${version.id}/${version.version}`
    }
    return text
  }
}

function endOfWorkingDay(calendar: Calendar, at: Instant): Instant {
  if (at >= never) return never
  // A night shift belongs to the day it began on, and a day may close at the very midnight at which the next begins.
  const before = calendar.previousWorkingDay(at)
  const running = before === null ? null : calendar.endOfWorkingDay(before)
  if (running !== null && running >= at) return running
  const today = calendar.endOfWorkingDay(at)
  if (today !== null && today >= at) return today
  const next = calendar.nextWorkingDay(at)
  return (next === null ? null : calendar.endOfWorkingDay(next)) ?? never
}
