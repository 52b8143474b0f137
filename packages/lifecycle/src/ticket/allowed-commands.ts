import type { Actor, ActorKind, Instant } from '@caseload/core'
import type { StatusCategory } from '../workflow/status-category.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { ticketCommandRules } from './command-rules.ts'
import { type Destination, type Destinations, destinationsFrom } from './decide/destinations.ts'
import { endingAt, endingOf } from './decide/ending.ts'
import { lacksOccasion } from './decide/lacks-occasion.ts'
import { refusesRequester } from './decide/messages.ts'
import type { MovingCommand } from './decide/move.ts'
import { missingFor, obstacleOnEveryWay } from './decide/passage.ts'
import { clamped, type Situation } from './decide/situation.ts'
import { missingParts } from './hand-over/offer.ts'
import type { Ticket } from './ticket.ts'
import { type TicketCommandType, ticketCommandTypes } from './ticket-commands.ts'
import type { AllowedCommand } from './ticket-rejections.ts'

/**
 * What somebody could do with a ticket now: exactly what `decideTicket` grants, given no more than `needs` says and the particulars that the command cannot be without.
 *
 * So `change-status` to a closed status that asks for another outcome than `solved` is not listed, though it is granted with such an outcome; and a condition
 * on a fact that stands in `needs` is taken to hold, since it is still to be said. A command that would change nothing is listed: it is granted. A command that names
 * something of the ticket (a step, an approval, a link) is listed where there is one that it would be granted for.
 *
 * @param workflow - The rules.
 * @param ticket - The ticket; null before it is opened.
 * @param actor - Who asks.
 * @param now - The present; where it lies before the ticket's last event, that event's instant is taken.
 * @returns In the order of {@link ticketCommandTypes}; empty where there is nothing.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { allowedCommands, compileWorkflow, standardWorkflow } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * allowedCommands(workflow, null, { kind: 'bot', id: 'bot_1' }, instant(0)) // => [{ command: 'open', to: ['new', 'open'], needs: [] }]
 * ```
 */
export function allowedCommands(
  workflow: Workflow,
  ticket: Ticket | null,
  actor: Actor,
  now: Instant,
): readonly AllowedCommand[] {
  if (ticket === null) {
    const to = workflow.initial.map(({ id }) => id)
    return ticketCommandRules.open.actors.includes(actor.kind) ? [{ command: 'open', to: [...new Set(to)], needs: [] }] : []
  }
  const at = clamped(ticket, now)
  const situation = { workflow, ticket, actor, at }
  const destinationsOf = destinationsFrom(workflow, ticket, actor.kind)
  const allowed: AllowedCommand[] = []
  for (const { command, moving, plain } of applicable[actor.kind][ticket.category]) {
    if (ticket.mergedInto !== null && command !== 'unmerge') continue
    if (moving !== null) allowed.push(...moves(situation, moving, destinationsOf(moving)))
    else if (!refusedByReaction(workflow, ticket, command, actor) && !lacksOccasion(situation, command))
      allowed.push(command === 'transfer' ? { ...plain, needs: briefingFor(situation) } : plain)
  }
  return allowed
}

/** What is listed of a command, made once: this is asked for every button of every ticket on a screen. */
interface Applicable {
  readonly command: TicketCommandType
  readonly moving: MovingCommand | null
  readonly plain: AllowedCommand
}

const none: readonly string[] = Object.freeze([])
const applicable = perActor((kind) =>
  perCategory((category) =>
    ticketCommandTypes.flatMap((command): readonly Applicable[] => {
      const { actors, from } = ticketCommandRules[command]
      if (from === null || !actors.includes(kind) || !from.includes(category)) return []
      return [{ command, moving: movingCommand(command), plain: Object.freeze({ command, to: none, needs: none }) }]
    }),
  ),
)

function perActor<Value>(of: (kind: ActorKind) => Value): Readonly<Record<ActorKind, Value>> {
  return { requester: of('requester'), agent: of('agent'), bot: of('bot'), system: of('system') }
}

function perCategory<Value>(of: (category: StatusCategory) => Value): Readonly<Record<StatusCategory, Value>> {
  return {
    new: of('new'),
    open: of('open'),
    pending: of('pending'),
    'on-hold': of('on-hold'),
    resolved: of('resolved'),
    closed: of('closed'),
  }
}

/** What a hand-over to another team must bring along. */
function briefingFor(situation: Pick<Situation, 'workflow' | 'ticket' | 'at'>): readonly string[] {
  const { workflow, ticket } = situation
  const given = workflow.handOver === null || (ticket.teamId === null && ticket.assigneeId === null)
  return given ? [] : missingParts(workflow.handOver, situation, {}).map((part) => `briefing.${part}`)
}

/** A moving command with nothing but its name; null for the others. `toStatus` is filled in where it counts. */
function movingCommand(type: TicketCommandType): MovingCommand | null {
  switch (type) {
    case 'request-information':
      return { type, messageId: null }
    case 'change-status':
      return { type, toStatus: '' }
    case 'hold':
    case 'resume':
    case 'resolve':
    case 'reopen':
    case 'close':
    case 'cancel':
    case 'mark-spam':
    case 'reject-resolution':
      return { type }
    default:
      return null
  }
}

function refusedByReaction(workflow: Workflow, ticket: Ticket, command: TicketCommandType, actor: Actor): boolean {
  const { category } = ticket
  switch (command) {
    case 'receive-reply':
      return refusesRequester(workflow, ticket)
    case 'reply':
      return actor.kind !== 'system' && workflow.onAgentReply[category].do === 'refuse'
    case 'assign':
      return workflow.onAssign[category].do === 'refuse'
    default:
      return false
  }
}

function moves(
  { workflow, ticket, actor: party, at }: Pick<Situation, 'workflow' | 'ticket' | 'actor' | 'at'>,
  command: MovingCommand,
  { each, unhindered }: Destinations,
): readonly AllowedCommand[] {
  let groups: { readonly needs: readonly string[]; readonly to: string[] }[] | null = null
  for (const [place, destination] of each.entries()) {
    const needs = needsAt(destination)
    if (needs !== null && needs.length === 0 && groups === null) continue
    groups ??= place === 0 ? [] : [{ needs: none, to: each.slice(0, place).map(({ to }) => to.id) }]
    if (needs === null) continue
    const group = groups.find((other) => other.needs.join() === needs.join())
    if (group === undefined) groups.push({ needs, to: [destination.to.id] })
    else group.to.push(destination.to.id)
  }
  return groups?.map(({ needs, to }) => ({ command: command.type, to, needs })) ?? unhindered

  function needsAt({ to, stays, plain, bringable }: Destination): readonly string[] | null {
    const ending = endingOf(command, ticket, to)
    if (stays && ending.outcome === ticket.outcome && ending.resolutionCode === ticket.resolutionCode) return none
    const passage = { workflow, ticket, facts: ticket, ending: endingAt(to, ending), to, party, at }
    if (!plain) return missingFor(passage, bringable)
    return obstacleOnEveryWay(passage) === null ? none : null
  }
}
