import { addMs } from '@caseload/core'
import type { BusinessTime } from './business-time.ts'

const dayMs = 86_400_000

/**
 * Time around the clock, as a calendar: every millisecond counts, a day lasts 24 hours and ends at midnight UTC. Used wherever a policy names no calendar.
 *
 * @example
 * ```ts
 * import { instant } from '@caseload/core'
 * import { elapsedTime } from '@caseload/sla'
 *
 * elapsedTime.add(instant(1000), 500) // => 1500
 * elapsedTime.between(instant(1000), instant(1500)) // => 500
 * ```
 */
export const elapsedTime: BusinessTime = {
  versionAt: () => null,
  add: (from, durationMs) => addMs(from, durationMs),
  between: (from, to) => to - from,
  addWorkingDays: (from, days) => addMs(from, days * dayMs),
  endOfWorkingDay: (at) => addMs(at, (dayMs - (((at % dayMs) + dayMs) % dayMs)) % dayMs),
  spans: (from, to) => (to > from ? [{ from, to, counted: true, countedMs: to - from, reason: 'elapsed' }] : []),
}
