import type { Instant } from '@caseload/core'
import type { Calendar, CalendarDay } from '../calendar/calendar.ts'

/** A calendar under which the version in force at the instant or day asked about counts for all of the answer. */
export function startDecides(
  whole: Calendar,
  versions: readonly { readonly from: number; readonly calendar: Calendar }[],
): Calendar {
  const at = (instant: Instant) => versions.findLast(({ from }) => from <= instant)?.calendar ?? whole
  const on = (day: CalendarDay) => at(typeof day === 'number' ? day : whole.zone.startOfDay(day))
  return {
    ...whole,
    add: (instant, workingMs) => at(instant).add(instant, workingMs),
    subtract: (instant, workingMs) => at(instant).subtract(instant, workingMs),
    between: (from, to) => at(from).between(from, to),
    isOpen: (instant) => at(instant).isOpen(instant),
    nextOpening: (after, options) => at(after).nextOpening(after, options),
    nextClosing: (after, options) => at(after).nextClosing(after, options),
    previousOpening: (before, options) => at(before).previousOpening(before, options),
    previousClosing: (before, options) => at(before).previousClosing(before, options),
    nextChange: (after) => at(after).nextChange(after),
    previousChange: (before) => at(before).previousChange(before),
    openAtOrAfter: (instant) => at(instant).openAtOrAfter(instant),
    openAtOrBefore: (instant) => at(instant).openAtOrBefore(instant),
    segments: (from, to) => at(from).segments(from, to),
    segmentsAfter: (instant, count) => at(instant).segmentsAfter(instant, count),
    segmentsBefore: (instant, count) => at(instant).segmentsBefore(instant, count),
    nextWorkingDay: (after) => on(after).nextWorkingDay(after),
    previousWorkingDay: (before) => on(before).previousWorkingDay(before),
    addWorkingDays: (instant, days) => at(instant).addWorkingDays(instant, days),
    subtractWorkingDays: (instant, days) => at(instant).subtractWorkingDays(instant, days),
    workingDaysBetween: (from, to, options) => on(from).workingDaysBetween(from, to, options),
    completeWorkingDaysBetween: (from, to) => at(from).completeWorkingDaysBetween(from, to),
    explain: (from, to) => at(from).explain(from, to),
  }
}
