import { instant, orThrow, parseId } from '@caseload/core'
import type { Ticket } from '../ticket/ticket.ts'

/**
 * A new ticket for tests and examples: `tkt_1`, opened at the beginning of 1970 under the standard workflow.
 *
 * @param changes - What is to be different.
 *
 * @example
 * ```ts
 * import { exampleTicket } from '@caseload/lifecycle/testing'
 *
 * exampleTicket({ level: 2 }).level // => 2
 * exampleTicket().status // => 'new'
 * ```
 */
export function exampleTicket(changes: Partial<Ticket> = {}): Ticket {
  return {
    id: orThrow(parseId('tkt', 'tkt_1')),
    number: 1,
    workflow: { id: 'standard', version: 1 },
    status: 'new',
    category: 'new',
    statusSince: instant(0),
    pausedFrom: null,
    kind: 'incident',
    channel: 'email',
    requesterId: orThrow(parseId('cus', 'cus_1')),
    priority: 'normal',
    impact: null,
    urgency: null,
    topic: null,
    level: 1,
    teamId: null,
    assigneeId: null,
    tags: [],
    attributes: {},
    outcome: null,
    resolutionCode: null,
    openedAt: instant(0),
    firstReplyAt: null,
    resolvedAt: null,
    closedAt: null,
    lastRequesterMessageAt: null,
    reopenCount: 0,
    updatedAt: instant(0),
    version: 1,
    ...changes,
  }
}
