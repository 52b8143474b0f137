import type { InvalidInput } from '@caseload/core'
import { err, type Result } from 'neverthrow'
import type { TicketFacts } from '../facts/ticket-facts.ts'
import { wrongRows } from '../wrong-arguments.ts'
import { dataset } from './dataset.ts'
import type { Estimate } from './estimate.ts'
import type { QueryProblem } from './query-problems.ts'
import {
  escalationRate,
  firstReplyTime,
  firstResolutionTime,
  firstTouchTime,
  fullResolutionTime,
  handoverRate,
  oneTouchRate,
  openCount,
  pingPongRate,
  reopenRate,
  requesterWaitTime,
  ticketCount,
} from './ticket-metrics.ts'

const metrics = [
  ticketCount(),
  openCount(),
  firstTouchTime.median(),
  firstTouchTime.p90(),
  firstReplyTime.median(),
  firstReplyTime.p90(),
  firstResolutionTime.median(),
  firstResolutionTime.p90(),
  fullResolutionTime.median(),
  fullResolutionTime.p90(),
  requesterWaitTime.median(),
  requesterWaitTime.p90(),
  reopenRate(),
  oneTouchRate(),
  handoverRate(),
  pingPongRate(),
  escalationRate(),
] as const

/** The names of the metrics in a {@link TicketSummary}. */
export type TicketSummaryMetric =
  | 'tickets'
  | 'open'
  | `${'firstTouchTime' | 'firstReplyTime' | 'firstResolutionTime' | 'fullResolutionTime' | 'requesterWaitTime'}.${'median' | 'p90'}`
  | 'reopenRate'
  | 'oneTouchRate'
  | 'handoverRate'
  | 'pingPongRate'
  | 'escalationRate'

/** The numbers a desk looks at first, by the names of their metrics. */
export type TicketSummary = Readonly<Record<TicketSummaryMetric, Estimate>>

/**
 * The numbers a desk looks at first, over all tickets: counts, times with median and 90th percentile, and rates, each with `n`, `missing` and interval.
 *
 * @param rows - Ticket facts of one instant.
 * @returns The summary; times and rates of no tickets are null, counts 0. Errors as of a query: none for rows from `ticketFacts`; `input/invalid` for what is no list of rows.
 *
 * @example
 * ```ts
 * import { summarise } from '@caseload/analytics'
 * import { orThrow } from '@caseload/core'
 *
 * const nothing = orThrow(summarise([]))
 * nothing.tickets.value // => 0
 * nothing['firstReplyTime.median'].value // => null
 * ```
 */
export function summarise(rows: readonly TicketFacts[]): Result<TicketSummary, QueryProblem | InvalidInput> {
  const wrong = wrongRows('rows', rows, { openedAt: 'anything' })
  if (wrong !== null) return err(wrong)
  return dataset(rows)
    .query({ metrics })
    .map(([group]) => {
      if (group === undefined) throw new TypeError('a query without dimensions has one group')
      return group.values
    })
}
