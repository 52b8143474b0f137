import { type CalendarDocument, compileCalendar } from '@caseload/calendar'
import type { Problem } from '@caseload/core'
import { type BusinessTime, businessTime, type CheckBackDocument, elapsedTime } from '@caseload/sla'

/** Whom to ask after a resolution, and the time working days are counted in. */
export interface CheckBack {
  /** Share, delay, channel and attempts. */
  readonly plan: CheckBackDocument
  /** Counts working days. */
  readonly time: BusinessTime
}

/** The check-back counts in a calendar that there is not. */
export interface CheckBackIssue extends Problem<'policies/check-back'> {
  /** Always `checkBack.calendar`. */
  readonly path: 'checkBack.calendar'
  /** Calendars there are, sorted. */
  readonly known: readonly string[]
}

/** Joins a check-back with its calendar; null where nobody is asked, or its calendar cannot be used. */
export function compileCheckBack(
  plan: CheckBackDocument | null,
  calendars: Readonly<Record<string, CalendarDocument>>,
  issues: { push(issue: CheckBackIssue): unknown },
): CheckBack | null {
  if (plan === null) return null
  if (plan.calendar === undefined) return { plan, time: elapsedTime }
  const document = Object.hasOwn(calendars, plan.calendar) ? calendars[plan.calendar] : undefined
  if (document === undefined) {
    const known = Object.keys(calendars).sort()
    const message = `checkBack.calendar: expected one of: ${known.join(', ')}`
    issues.push({ kind: 'policies/check-back', path: 'checkBack.calendar', known, message })
    return null
  }
  // What is wrong with the calendar itself is told where it stands.
  return compileCalendar(document)
    .map((calendar) => ({ plan, time: businessTime(calendar) }))
    .unwrapOr(null)
}
