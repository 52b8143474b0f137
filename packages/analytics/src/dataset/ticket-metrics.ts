import { count, distinct, type Measure, type Metric, measure, share } from './metric.ts'

const done = { field: 'open', equals: false } as const

/** Time from opening to the first act of an agent (`firstTouchMs`), of the tickets that had one. */
export const firstTouchTime: Measure<'firstTouchTime'> = measure('firstTouchTime', 'firstTouchMs', 'ms', {
  title: 'First touch time',
  better: 'less',
})

/** Time from opening to the first public message of an agent (`firstReplyMs`), of the tickets that had one. */
export const firstReplyTime: Measure<'firstReplyTime'> = measure('firstReplyTime', 'firstReplyMs', 'ms', {
  title: 'First reply time',
  better: 'less',
})

/**
 * Time from opening to the first time it was done (`firstResolutionMs`), of the tickets that ever were. Tickets still open are `missing`, so the value flatters a desk
 * with a backlog.
 */
export const firstResolutionTime: Measure<'firstResolutionTime'> = measure('firstResolutionTime', 'firstResolutionMs', 'ms', {
  title: 'First resolution time',
  better: 'less',
})

/** Time from opening to the last time it became done (`fullResolutionMs`), of the tickets that are. Tickets open or open again are `missing`. */
export const fullResolutionTime: Measure<'fullResolutionTime'> = measure('fullResolutionTime', 'fullResolutionMs', 'ms', {
  title: 'Full resolution time',
  better: 'less',
})

/** Time in `new`, `open` and `on-hold` (`requesterWaitMs`), of the tickets that are done: of the others it still grows. */
export const requesterWaitTime: Measure<'requesterWaitTime'> = measure('requesterWaitTime', 'requesterWaitMs', 'ms', {
  title: 'Requester wait time',
  better: 'less',
  population: done,
})

/** Time in `new` and `open` (`agentWorkMs`), of the tickets that are done. */
export const agentWorkTime: Measure<'agentWorkTime'> = measure('agentWorkTime', 'agentWorkMs', 'ms', {
  title: 'Agent work time',
  better: 'less',
  population: done,
})

/** Time in `pending` (`agentWaitMs`), of the tickets that are done; 0 for those that never waited for the requester. */
export const agentWaitTime: Measure<'agentWaitTime'> = measure('agentWaitTime', 'agentWaitMs', 'ms', {
  title: 'Agent wait time',
  better: 'less',
  population: done,
})

/** Time in `on-hold` (`onHoldMs`), of the tickets that are done; 0 for those that never waited for a third party. */
export const onHoldTime: Measure<'onHoldTime'> = measure('onHoldTime', 'onHoldMs', 'ms', {
  title: 'On-hold time',
  better: 'less',
  population: done,
})

/** Hand-overs between teams per ticket (`handovers`), of all tickets. */
export const handovers: Measure<'handovers'> = measure('handovers', 'handovers', 'amount', {
  title: 'Hand-overs',
  better: 'less',
})

/** Public messages of agents per ticket (`replies`), of the tickets that are done. */
export const replies: Measure<'replies'> = measure('replies', 'replies', 'amount', {
  title: 'Replies',
  better: 'less',
  population: done,
})

/**
 * How many tickets there are.
 *
 * @example
 * ```ts
 * import { ticketCount } from '@caseload/analytics'
 *
 * ticketCount().population // => null
 * ```
 */
export function ticketCount(): Metric<'tickets'> {
  return count('tickets', { title: 'Tickets' })
}

/**
 * How many tickets are not done.
 *
 * @example
 * ```ts
 * import { openCount } from '@caseload/analytics'
 *
 * openCount().population // => { field: 'open', equals: true }
 * ```
 */
export function openCount(): Metric<'open'> {
  return count('open', { title: 'Open tickets', better: 'less', population: { field: 'open', equals: true } })
}

/**
 * How many different people asked; tickets of nobody known are `missing`.
 *
 * @example
 * ```ts
 * import { requesterCount } from '@caseload/analytics'
 *
 * requesterCount().aggregate // => { type: 'distinct', field: 'requesterId' }
 * ```
 */
export function requesterCount(): Metric<'requesters'> {
  return distinct('requesters', 'requesterId', { title: 'Requesters' })
}

/**
 * Tickets that came back at least once, of those that were ever done.
 *
 * @example
 * ```ts
 * import { reopenRate } from '@caseload/analytics'
 *
 * reopenRate().aggregate // => { type: 'share', field: 'reopened' }
 * ```
 */
export function reopenRate(): Metric<'reopenRate'> {
  return share('reopenRate', 'reopened', { title: 'Reopen rate', better: 'less' })
}

/**
 * Tickets done after exactly one public message of an agent, of those that are done. It is one of several meanings of first contact resolution; name the one you use.
 *
 * @example
 * ```ts
 * import { oneTouchRate } from '@caseload/analytics'
 *
 * oneTouchRate().better // => 'more'
 * ```
 */
export function oneTouchRate(): Metric<'oneTouchRate'> {
  return share('oneTouchRate', 'oneTouch', { title: 'One-touch rate', better: 'more' })
}

/**
 * Tickets that more than one team had, of all tickets.
 *
 * @example
 * ```ts
 * import { handoverRate } from '@caseload/analytics'
 *
 * handoverRate().population // => null
 * ```
 */
export function handoverRate(): Metric<'handoverRate'> {
  return share('handoverRate', 'handedOver', { title: 'Hand-over rate', better: 'less' })
}

/**
 * Tickets that went back to a team that had handed them over, of all tickets.
 *
 * @example
 * ```ts
 * import { pingPongRate } from '@caseload/analytics'
 *
 * pingPongRate().aggregate // => { type: 'share', field: 'pingPonged' }
 * ```
 */
export function pingPongRate(): Metric<'pingPongRate'> {
  return share('pingPongRate', 'pingPonged', { title: 'Ping-pong rate', better: 'less' })
}

/**
 * Tickets that ever moved to a higher support line, of all tickets.
 *
 * @example
 * ```ts
 * import { escalationRate } from '@caseload/analytics'
 *
 * escalationRate().unit // => 'share'
 * ```
 */
export function escalationRate(): Metric<'escalationRate'> {
  return share('escalationRate', 'escalated', { title: 'Escalation rate', better: 'less' })
}

/**
 * Targets met, of those met or missed: reads a field of your rows that is true (met), false (missed), or null where no target applied or it still runs.
 *
 * @param field - The field; `slaMet` where absent.
 *
 * @example
 * ```ts
 * import { slaAttainment } from '@caseload/analytics'
 *
 * slaAttainment().aggregate // => { type: 'share', field: 'slaMet' }
 * ```
 */
export function slaAttainment(field = 'slaMet'): Metric<'slaAttainment'> {
  return share('slaAttainment', field, { title: 'SLA attainment', better: 'more' })
}
