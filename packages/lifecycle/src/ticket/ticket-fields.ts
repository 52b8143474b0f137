import { defineFields, type Facts, type Fields } from '@caseload/conditions'
import { statusCategories } from '../workflow/status-category.ts'
import { approvalStandings } from './approvals/approval-part.ts'
import { outcomes, priorities, type Ticket } from './ticket.ts'
import { confirmations, toldBys } from './told/told-part.ts'

const declared = defineFields({
  number: { type: 'number' },
  status: { type: 'text' },
  category: { type: 'enum', values: statusCategories, ordered: true },
  statusSince: { type: 'instant' },
  pausedFrom: { type: 'text' },
  kind: { type: 'text' },
  channel: { type: 'text' },
  requesterId: { type: 'text' },
  priority: { type: 'enum', values: priorities, ordered: true },
  impact: { type: 'text' },
  urgency: { type: 'text' },
  topic: { type: 'text' },
  level: { type: 'number' },
  teamId: { type: 'text' },
  assigneeId: { type: 'text' },
  tags: { type: 'set', of: { type: 'text' } },
  outcome: { type: 'enum', values: outcomes },
  resolutionCode: { type: 'text' },
  openedAt: { type: 'instant' },
  firstReplyAt: { type: 'instant' },
  resolvedAt: { type: 'instant' },
  closedAt: { type: 'instant' },
  lastRequesterMessageAt: { type: 'instant' },
  reopenCount: { type: 'number' },
  updatedAt: { type: 'instant' },
  approval: { type: 'enum', values: approvalStandings },
  messageCount: { type: 'number' },
  identifiedAt: { type: 'instant' },
  handleMs: { type: 'number' },
  missedPromises: { type: 'number' },
  handOverReturns: { type: 'number' },
  toldAt: { type: 'instant' },
  toldBy: { type: 'enum', values: toldBys },
  confirmation: { type: 'enum', values: confirmations },
  snoozedUntil: { type: 'instant' },
})

/**
 * What conditions of a workflow may ask about a ticket: everything a {@link Ticket} holds but its identity and its desk's own fields. Those are declared at
 * `compileWorkflow` and go by `attributes.` and their name.
 *
 * `category`, `priority` are ordered, so that ranges work; instants are those of the ticket.
 *
 * @example
 * ```ts
 * import { compileConditions } from '@caseload/conditions'
 * import { ticketFields } from '@caseload/lifecycle'
 *
 * compileConditions({ field: 'priority', atLeast: 'high' }, ticketFields).isOk() // => true
 * compileConditions({ field: 'mood', equals: 'good' }, ticketFields).isOk() // => false
 * ```
 */
export const ticketFields: Fields = declared

/** Name of a fact that every ticket has a place for. */
export type TicketFieldName = keyof typeof declared

/** Whether tickets have a fact of this name. */
export function isTicketField(name: string): name is TicketFieldName {
  return Object.hasOwn(declared, name)
}

/**
 * A ticket as conditions read it: its own values, and each of the desk's own fields as `attributes.` and its name.
 *
 * @param ticket - The ticket; not mutated.
 * @returns Plain facts for a predicate over {@link ticketFields}.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { compileWorkflow, conditionFacts, decideTicket, evolveTicket, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const ticketId = orThrow(parseId('tkt', 'tkt_1'))
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const command = { ...open, attributes: { product: 'router' } }
 * const events = orThrow(decideTicket(workflow, null, command, { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) }))
 * const ticket = events.reduce<Ticket | null>(evolveTicket, null)
 * ticket && conditionFacts(ticket)['attributes.product'] // => 'router'
 * ```
 */
export function conditionFacts(ticket: Ticket): Facts {
  const own = Object.entries(ticket.attributes).map(([name, value]) => [`attributes.${name}`, value] as const)
  return own.length === 0 ? { ...ticket } : { ...ticket, ...Object.fromEntries(own) }
}

/**
 * Those facts of a ticket that a condition reads, with how the ticket would end where it is about to: a copy of all of them would cost more than the condition.
 */
export function factsNamed(
  ticket: Ticket,
  names: readonly string[],
  ending: Pick<Ticket, 'outcome' | 'resolutionCode'> | null,
): Facts {
  const facts: Record<string, unknown> = {}
  for (const name of names) {
    if (ending !== null && (name === 'outcome' || name === 'resolutionCode')) facts[name] = ending[name]
    else if (isTicketField(name)) facts[name] = ticket[name]
    else if (name.startsWith('attributes.')) {
      const own = name.slice('attributes.'.length)
      if (Object.hasOwn(ticket.attributes, own)) facts[name] = ticket.attributes[own]
    }
  }
  return facts
}
