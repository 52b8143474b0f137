import type { Instant } from '@caseload/core'
import { isInstant } from '@caseload/core'
import { type Summary, summary } from '@caseload/statistics'
import { caseSteps } from './case-steps.ts'
import type { ProcessLog } from './process-log.ts'
import { variants } from './variants.ts'

/** The size and shape of a log, in the figures by which published logs are described. */
export interface LogDescription {
  /** Cases with at least one step. */
  readonly cases: number
  /** Steps. */
  readonly events: number
  /** Different steps. */
  readonly activities: number
  /** Different ways from first step to last. */
  readonly variants: number
  /** Ways that a single case went. */
  readonly singletonVariants: number
  /** Different groups. */
  readonly groups: number
  /** Different resources. */
  readonly resources: number
  /** When the first step happened; null without steps. */
  readonly firstAt: Instant | null
  /** When the last step happened; null without steps. */
  readonly lastAt: Instant | null
  /** Steps per case; null without cases. */
  readonly eventsPerCase: Summary | null
  /** Last step less first step of each case, in milliseconds; 0 for a single step; null without cases. */
  readonly caseDurationMs: Summary | null
}

/**
 * How large a log is, how long its cases last and how various they are.
 *
 * @param log - A process log.
 *
 * @example
 * ```ts
 * import { describeLog, processLog } from '@caseload/analytics'
 * import { orThrow } from '@caseload/core'
 *
 * const { cases, firstAt, caseDurationMs } = describeLog(orThrow(processLog([])))
 * cases // => 0
 * firstAt // => null
 * caseDurationMs // => null
 * ```
 */
export function describeLog(log: ProcessLog): LogDescription {
  const { order, starts } = caseSteps(log)
  const lengths: number[] = []
  const durations: number[] = []
  let firstAt = Infinity
  let lastAt = -Infinity
  for (let place = 0; place < log.cases.length; place += 1) {
    const steps = order.subarray(starts[place], starts[place + 1])
    if (steps.length === 0) continue
    let from = Infinity
    let to = -Infinity
    for (const step of steps) {
      const at = log.at[step] ?? 0
      if (at < from) from = at
      if (at > to) to = at
    }
    lengths.push(steps.length)
    durations.push(to - from)
    firstAt = Math.min(firstAt, from)
    lastAt = Math.max(lastAt, to)
  }
  const ways = variants(log)
  return {
    cases: lengths.length,
    events: log.caseOf.length,
    activities: log.activities.length,
    variants: ways.length,
    singletonVariants: ways.filter((way) => way.cases === 1).length,
    groups: log.groups.length,
    resources: log.resources.length,
    firstAt: isInstant(firstAt) ? firstAt : null,
    lastAt: isInstant(lastAt) ? lastAt : null,
    eventsPerCase: summary(lengths).unwrapOr(null),
    caseDurationMs: summary(durations).unwrapOr(null),
  }
}
