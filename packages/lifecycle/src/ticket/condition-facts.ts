import { defineFields, type FactsOf } from '@caseload/conditions'
import { statusCategories } from '../workflow/status-category.ts'
import { outcomes, priorities, type Ticket } from './ticket.ts'

/** What a workflow's conditions and required fields may speak of: the declaration behind guards. */
export const ticketFields = defineFields({
  number: { type: 'number', title: 'number' },
  status: { type: 'text', title: 'status' },
  category: { type: 'enum', values: statusCategories, title: 'status category' },
  statusSince: { type: 'instant', title: 'in this status since' },
  kind: { type: 'text', title: 'kind of request' },
  channel: { type: 'text', title: 'channel' },
  requesterId: { type: 'text', title: 'requester' },
  priority: { type: 'enum', values: priorities, ordered: true, title: 'priority' },
  impact: { type: 'text', title: 'impact' },
  urgency: { type: 'text', title: 'urgency' },
  topic: { type: 'text', title: 'topic' },
  level: { type: 'number', title: 'support line' },
  teamId: { type: 'text', title: 'team' },
  assigneeId: { type: 'text', title: 'assignee' },
  tags: { type: 'set', of: { type: 'text' }, title: 'tags' },
  outcome: { type: 'enum', values: outcomes, title: 'outcome' },
  resolutionCode: { type: 'text', title: 'resolution code' },
  openedAt: { type: 'instant', title: 'opened' },
  firstReplyAt: { type: 'instant', title: 'first reply' },
  resolvedAt: { type: 'instant', title: 'resolved' },
  closedAt: { type: 'instant', title: 'closed' },
  lastRequesterMessageAt: { type: 'instant', title: 'last message of the requester' },
  reopenCount: { type: 'number', title: 'times reopened' },
  updatedAt: { type: 'instant', title: 'last event' },
})

/** The facts of a ticket as conditions read them. */
export type TicketConditionFacts = FactsOf<typeof ticketFields>

/**
 * The facts of a ticket as conditions read them; null where not known.
 *
 * @param ticket - The ticket.
 *
 * @example
 * ```ts
 * import { conditionFacts, ticketFields } from '@caseload/lifecycle'
 * import { exampleTicket } from '@caseload/lifecycle/testing'
 *
 * conditionFacts(exampleTicket()).category // => 'new'
 * Object.keys(ticketFields).includes('priority') // => true
 * ```
 */
export function conditionFacts(ticket: Ticket): TicketConditionFacts {
  return ticket
}
