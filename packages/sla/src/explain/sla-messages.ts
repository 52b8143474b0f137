import type { MessageCatalogue } from '@caseload/core'

/**
 * The English wording of every explanation of this package.
 *
 * @example
 * ```ts
 * import { slaMessages } from '@caseload/sla'
 *
 * slaMessages['sla/calendar'] // => 'counted in the calendar {calendar} {version}'
 * ```
 */
export const slaMessages: MessageCatalogue = {
  'sla/due': '{clock} has {goal} and is due at {dueAt|instant}',
  'sla/no-deadline': '{clock} is measured without a deadline',
  'sla/paused-clock': '{clock} has {goal} and stands still with {remaining} left',
  'sla/met': '{clock} had {goal} until {dueAt|instant} and was done at {endedAt|instant}',
  'sla/missed': '{clock} had {goal} and was missed at {breachedAt|instant}',
  'sla/void': '{clock} had {goal} and was called off at {endedAt|instant}',
  'sla/policy': 'promised by the policy {policy}, version {version}',
  'sla/calendar': 'counted in the calendar {calendar} {version}',
  'sla/carried': '{used} were used before',
  'sla/counted': '{from|instant} – {to|instant} counts {counted}',
  'sla/counted-ahead': '{from|instant} – {to|instant} will count {counted}',
  'sla/skipped': '{from|instant} – {to|instant} does not count: {reason}',
  'sla/skipped-ahead': '{from|instant} – {to|instant} will not count: {reason}',
  'sla/clock-change': 'the clocks on the wall change at {at|instant}',
  'sla/earliness': 'earlier than told by {actual} ms',
  'sla/done-early': '{byMs|duration} before the time told',
  'sla/done-late': '{byMs|duration} after the time told',
  'sla/paused': '{from|instant} – {to|instant} stood still: {reason}',
}
