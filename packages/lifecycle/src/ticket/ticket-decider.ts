import type { Decider } from '@caseload/core'
import type { Workflow } from '../workflow/workflow.ts'
import { decideTicket } from './decide-ticket.ts'
import { evolveTicket } from './evolve-ticket.ts'
import type { Ticket } from './ticket.ts'
import type { TicketCommand } from './ticket-commands.ts'
import type { TicketContext } from './ticket-context.ts'
import type { TicketEvent } from './ticket-events.ts'
import type { TicketRejection } from './ticket-rejections.ts'

/**
 * A workflow as a decider of tickets, for folding histories and for given/when/then tests.
 *
 * @param workflow - The workflow.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { given } from '@caseload/core/testing'
 * import { compileWorkflow, standardWorkflow, ticketDecider } from '@caseload/lifecycle'
 *
 * const tickets = ticketDecider(orThrow(compileWorkflow(standardWorkflow)))
 * tickets.initialState // => null
 * tickets.decide(null, { type: 'hold' }, { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) })._unsafeUnwrapErr().kind // => 'ticket/not-opened'
 * typeof given(tickets, []).when // => 'function'
 * ```
 */
export function ticketDecider(
  workflow: Workflow,
): Decider<Ticket | null, TicketCommand, TicketContext, TicketEvent, TicketRejection> {
  return {
    initialState: null,
    decide: (ticket, command, context) => decideTicket(workflow, ticket, command, context),
    evolve: evolveTicket,
  }
}
