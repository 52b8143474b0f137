import type { Result } from 'neverthrow'
import type { Workflow } from '../workflow/workflow.ts'
import { decideCommand } from './decide/decide-command.ts'
import { refuse } from './decide/refuse.ts'
import type { TicketContext } from './decide/situation.ts'
import type { Ticket } from './ticket.ts'
import type { TicketCommand } from './ticket-commands.ts'
import type { TicketEvent } from './ticket-events.ts'
import type { TicketRejection } from './ticket-rejections.ts'

/**
 * What a command to a ticket leads to: the events that happen, or why it is refused.
 *
 * Total: every command in every status has an answer. `ok([])` means granted, with nothing to do. The first of these that applies refuses: there is no ticket, or one already;
 * the sort of actor; the category; the command's own properties; the status it leads to; the way there, the reopen window, the guards.
 *
 * Coming back from resolved or closed is possible up to and including the last instant of the reopen window, whichever command asks. A clock that steps back is
 * no reason to refuse: events never lie before the ticket's last one.
 *
 * @param workflow - The rules. A ticket in a status they do not know can do everything that needs no way from it.
 * @param ticket - The ticket; null before it is opened. Not mutated.
 * @param command - What is asked.
 * @param context - Who asks, and when.
 * @returns The events, all at one instant; else `ticket/not-opened`, `ticket/already-opened`, `ticket/actor-not-allowed` (never for this sort of actor),
 * `ticket/not-in-this-category`, `ticket/invalid-command` (with the property), `ticket/unknown-status`, `ticket/wrong-category` (the status named is not where the command
 * leads), `ticket/no-such-category` (no default to lead to), `ticket/no-transition`, `ticket/reopen-window-passed`, `ticket/guard-failed` (with each guard and what was found),
 * `ticket/reply-refused`; each with what the actor could do instead.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { compileWorkflow, decideTicket, evolveTicket, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant('2026-03-02T08:00Z') } as const
 * const ticketId = orThrow(parseId('tkt', 'tkt_1'))
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const ticket = orThrow(decideTicket(workflow, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 *
 * const resolved = orThrow(decideTicket(workflow, ticket, { type: 'resolve', code: 'fixed' }, context))
 * resolved.map(({ type }) => type) // => ['ticket-status-changed']
 *
 * const refused = decideTicket(workflow, ticket, { type: 'resolve' }, context)._unsafeUnwrapErr()
 * refused.kind // => 'ticket/guard-failed'
 * refused.message // => 'resolve refused: the way from new to resolved is not open'
 * refused.allowedNow.find(({ command }) => command === 'resolve')
 * // => { command: 'resolve', to: ['resolved'], needs: ['resolutionCode'] }
 *
 * decideTicket(workflow, ticket, { type: 'unassign' }, context).isOk() // => true
 * ```
 */
export function decideTicket(
  workflow: Workflow,
  ticket: Ticket | null,
  command: TicketCommand,
  context: TicketContext,
): Result<readonly TicketEvent[], TicketRejection> {
  return decideCommand(workflow, ticket, command, context, live).mapErr((denial) =>
    refuse(denial, workflow, ticket, command.type, context.actor, context.now),
  )
}

const live = { enforced: true, reacts: true }
