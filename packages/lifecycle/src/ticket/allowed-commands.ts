import type { Actor, Instant } from '@caseload/core'
import type { Workflow } from '../workflow/workflow.ts'
import { commandTable } from './command-table.ts'
import { destination } from './destination.ts'
import { moveFault } from './move.ts'
import { receiveReplyFault } from './receive-reply.ts'
import type { Ticket } from './ticket.ts'
import { type TicketCommandType, ticketCommandTypes } from './ticket-commands.ts'
import type { TicketContext } from './ticket-context.ts'
import type { AllowedCommand } from './ticket-rejections.ts'

/**
 * What an actor could do with a ticket now: exactly the commands that `decideTicket` grants, for the buttons of a user interface and the `allowedNow` of refusals.
 *
 * `to` lists where a moving command may lead, its default first if that is open; `needs` what it has to bring along. A condition that asks for something the command itself may bring is judged
 * by the ticket as it stands.
 *
 * @param workflow - The ticket's workflow.
 * @param ticket - The ticket; null where none was opened yet.
 * @param actor - Who would act.
 * @param now - When.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { allowedCommands, compileWorkflow, standardWorkflow } from '@caseload/lifecycle'
 * import { exampleTicket } from '@caseload/lifecycle/testing'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const agent = { kind: 'agent', id: 'agt_ada' } as const
 * allowedCommands(workflow, exampleTicket(), agent, instant(0)).find(({ command }) => command === 'resolve')
 * // => { command: 'resolve', to: ['resolved'], needs: ['resolutionCode'] }
 * allowedCommands(workflow, null, agent, instant(0)) // => [{ command: 'open', to: ['new', 'open'], needs: [] }]
 * ```
 */
export function allowedCommands(
  workflow: Workflow,
  ticket: Ticket | null,
  actor: Actor,
  now: Instant,
): readonly AllowedCommand[] {
  if (ticket === null) return [{ command: 'open', to: workflow.document.initial, needs: [] }]
  const context: TicketContext = { actor, now: now > ticket.updatedAt ? now : ticket.updatedAt }
  return ticketCommandTypes.flatMap((command) => {
    const rule = commandTable[command]
    if (!rule.by.includes(actor.kind) || !rule.from.includes(ticket.category)) return []
    if (rule.to !== null) return movingCommand(workflow, ticket, command, context)
    if (command === 'receive-reply' && receiveReplyFault(workflow, ticket, context) !== null) return []
    return command === 'escalate' && ticket.level >= 9 ? [] : [{ command, to: [], needs: [] }]
  })
}

function movingCommand(
  workflow: Workflow,
  ticket: Ticket,
  command: TicketCommandType,
  context: TicketContext,
): readonly AllowedCommand[] {
  const categories = commandTable[command].to ?? []
  const first = command === 'change-status' ? null : destination(workflow, ticket, command, undefined)
  const named = [...workflow.statuses.values()].filter(({ category }) => categories.includes(category)).map(({ id }) => id)
  const candidates = typeof first === 'string' ? [first, ...named.filter((id) => id !== first)] : named
  const open = candidates.flatMap((to) => {
    const needs = needsOf(workflow, ticket, command, to, context)
    return needs === null ? [] : [{ to, needs }]
  })
  const [nearest] = open
  return nearest === undefined ? [] : [{ command, to: open.map(({ to }) => to), needs: nearest.needs }]
}

/** What a command has to bring along to reach a status: nothing, a resolution code, or null where it cannot get there. */
function needsOf(
  workflow: Workflow,
  ticket: Ticket,
  command: TicketCommandType,
  to: string,
  context: TicketContext,
): readonly string[] | null {
  if (command === 'change-status' && to === ticket.status) return []
  const fault = moveFault(workflow, ticket, to, context)
  if (fault === null) return []
  if (command !== 'resolve' && command !== 'change-status') return null
  if (
    fault.reason !== 'guard-failed' ||
    !fault.failed.every(({ guard, expected }) => guard === 'requires' && expected.every((field) => field === 'resolutionCode'))
  ) {
    return null
  }
  return ['resolutionCode']
}
