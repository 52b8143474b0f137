import type { InvalidInput } from '@caseload/core'
import { err, type Result } from 'neverthrow'
import { dataset } from '../dataset/dataset.ts'
import type { Estimate } from '../dataset/estimate.ts'
import { measure } from '../dataset/metric.ts'
import type { QueryProblem } from '../dataset/query-problems.ts'
import { wrongRows } from '../wrong-arguments.ts'

/** The part of ticket facts that durations are counted from. */
export interface TicketDurations {
  /** Time in each status the ticket was in, in milliseconds. */
  readonly timeInStatusMs: Readonly<Record<string, number>>
  /** Time in each category it was in, in milliseconds. */
  readonly timeInCategoryMs: Readonly<Record<string, number>>
}

/** How long tickets stay in one status or category. */
export interface StatusDuration {
  /** Name of the status or category. */
  readonly status: string
  /** Tickets that were ever in it. */
  readonly tickets: number
  /** Time all tickets spent in it. */
  readonly totalMs: number
  /** That as a share of the time in all of them; null where that is 0. */
  readonly share: number | null
  /** Middle of the time a ticket spends in it, all its stays together, of the tickets that were ever in it. */
  readonly median: Estimate
  /** 90th percentile of the same. */
  readonly p90: Estimate
}

/**
 * How long tickets stay in each status, or each category: the most time in total first, ties by name.
 *
 * @param rows - Ticket facts, or anything with their durations.
 * @param by - `status` or `category`.
 * @returns One entry for each status any ticket was in. An `analytics/unusable-value` where a duration is not a finite number; `input/invalid` for rows without durations.
 *
 * @example
 * ```ts
 * import { statusDurations } from '@caseload/analytics'
 * import { orThrow } from '@caseload/core'
 *
 * const rows = [
 *   { timeInStatusMs: { new: 1000, waiting: 7000 }, timeInCategoryMs: { new: 1000, pending: 7000 } },
 *   { timeInStatusMs: { new: 2000 }, timeInCategoryMs: { new: 2000 } },
 * ]
 * const [waiting, fresh] = orThrow(statusDurations(rows, 'status'))
 * waiting?.share // => 0.7
 * fresh?.median.value // => 1500
 * orThrow(statusDurations([], 'status')) // => []
 * ```
 */
export function statusDurations(
  rows: readonly TicketDurations[],
  by: 'status' | 'category',
): Result<readonly StatusDuration[], QueryProblem | InvalidInput> {
  const wrong = wrongRows('rows', rows, { timeInStatusMs: 'object', timeInCategoryMs: 'object' })
  if (wrong !== null) return err(wrong)
  const stays = rows.flatMap((row) =>
    Object.entries(by === 'status' ? row.timeInStatusMs : row.timeInCategoryMs).map(([status, ms]) => ({ status, ms })),
  )
  const time = measure('time', 'ms', 'ms')
  return dataset(stays)
    .query({ metrics: [time.median(), time.p90(), time.sum()], by: ['status'] })
    .map((groups) => {
      const found = stays.length === 0 ? [] : groups
      const total = found.reduce((sum, group) => sum + (group.values['time.sum'].value ?? 0), 0)
      return found
        .map(({ by: { status }, rows: tickets, values }) => {
          const totalMs = values['time.sum'].value ?? 0
          return {
            status: String(status),
            tickets,
            totalMs,
            share: total === 0 ? null : totalMs / total,
            median: values['time.median'],
            p90: values['time.p90'],
          }
        })
        .sort((a, b) => b.totalMs - a.totalMs || (a.status < b.status ? -1 : 1))
    })
}
