import type { Decider } from '@caseload/core'
import type { Workflow } from '../workflow/workflow.ts'
import type { TicketContext } from './decide/situation.ts'
import { decideTicket } from './decide-ticket.ts'
import { evolveTicket } from './evolve-ticket.ts'
import type { Ticket } from './ticket.ts'
import type { TicketCommand } from './ticket-commands.ts'
import type { TicketEvent } from './ticket-events.ts'
import type { TicketRejection } from './ticket-rejections.ts'

/** A ticket under one workflow, as a decider. */
export type TicketDecider = Decider<Ticket | null, TicketCommand, TicketContext, TicketEvent, TicketRejection>

/**
 * The life of a ticket under one workflow, for whatever works with deciders: `foldEvents`, and `given` of the core's test kit.
 *
 * @param workflow - The rules.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileWorkflow, standardWorkflow, ticketDecider } from '@caseload/lifecycle'
 *
 * const decider = ticketDecider(orThrow(compileWorkflow(standardWorkflow)))
 * const refused = decider.decide(null, { type: 'hold' }, { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) })
 * refused._unsafeUnwrapErr().kind // => 'ticket/not-opened'
 * decider.initialState // => null
 * ```
 */
export function ticketDecider(workflow: Workflow): TicketDecider {
  return {
    initialState: null,
    decide: (ticket, command, context) => decideTicket(workflow, ticket, command, context),
    evolve: evolveTicket,
  }
}
