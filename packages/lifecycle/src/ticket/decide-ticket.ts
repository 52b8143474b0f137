import { err, ok, type Result } from 'neverthrow'
import type { Workflow } from '../workflow/workflow.ts'
import { decideWith } from './decide-with.ts'
import type { Ticket } from './ticket.ts'
import type { TicketCommand } from './ticket-commands.ts'
import type { TicketContext } from './ticket-context.ts'
import type { TicketEvent } from './ticket-events.ts'
import type { TicketRejection } from './ticket-rejections.ts'

/**
 * Decides what a command leads to: the events that happen, or a refusal that names the status, the command, each guard that failed with what was found, and what is allowed instead.
 *
 * Total over every status and command. `ok([])` means "granted, and nothing to do" (assigning to who already has it), so a command may be given twice. A clock that stepped back is held at the
 * ticket's last event. Reactions of the workflow (a reply that reopens) happen in the same decision; where their guards do not hold the status stays.
 *
 * @param workflow - The workflow the ticket was opened under.
 * @param ticket - The ticket; null to open one. Not mutated.
 * @param command - What is asked. Its shape is trusted; ranges are checked.
 * @param context - Who asks, and when.
 * @returns The events in order; or one of the refusals of {@link TicketRejection}: `ticket/not-opened`, `ticket/already-opened`, `ticket/actor-not-allowed`, `ticket/not-in-this-category`,
 *   `ticket/unknown-status`, `ticket/wrong-category`, `ticket/no-such-category`, `ticket/no-transition`, `ticket/guard-failed`, `ticket/reopen-window-passed`, `ticket/reply-refused`,
 *   `ticket/invalid-command`.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileWorkflow, decideTicket, standardWorkflow } from '@caseload/lifecycle'
 * import { exampleTicket } from '@caseload/lifecycle/testing'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(1000) } as const
 * decideTicket(workflow, exampleTicket(), { type: 'hold' }, context)._unsafeUnwrap().map(({ type }) => type) // => ['ticket-status-changed']
 * decideTicket(workflow, exampleTicket(), { type: 'resume' }, context)._unsafeUnwrapErr().kind // => 'ticket/not-in-this-category'
 * ```
 */
export function decideTicket(
  workflow: Workflow,
  ticket: Ticket | null,
  command: TicketCommand,
  context: TicketContext,
): Result<readonly TicketEvent[], TicketRejection> {
  const decided = decideWith(workflow, ticket, command, context, 'enforced')
  return decided.isOk() ? ok(decided.value) : err(decided.error)
}

/**
 * Decides what a command means that *has happened* elsewhere, for imported logs: state follows the log.
 *
 * Where the workflow would have granted it, the events are the same. Where it would have refused the actor, the category, the transition or the time, a `deviation-recorded` event says why, and what the log says
 * happens all the same, its status change with the cause `observed`. The workflow's reactions are left out: the log tells what followed. Still refused are commands that mean nothing: an unknown status, a
 * property out of range, a ticket that is not there or there already.
 *
 * @param workflow - The workflow to hold the log against.
 * @param ticket - The ticket; null to open one, in any status.
 * @param command - What the log says was done.
 * @param context - Who did it, and when.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileWorkflow, decideObserved, standardWorkflow } from '@caseload/lifecycle'
 * import { exampleTicket } from '@caseload/lifecycle/testing'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(1000) } as const
 * const events = orThrow(decideObserved(workflow, exampleTicket(), { type: 'change-status', toStatus: 'resolved' }, context))
 * events.map(({ type }) => type) // => ['deviation-recorded', 'ticket-status-changed']
 * ```
 */
export function decideObserved(
  workflow: Workflow,
  ticket: Ticket | null,
  command: TicketCommand,
  context: TicketContext,
): Result<readonly TicketEvent[], TicketRejection> {
  return decideWith(workflow, ticket, command, context, 'observed')
}
