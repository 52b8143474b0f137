import type { Actor, ActorKind, Instant } from '@caseload/core'
import { isDone, type StatusCategory } from '../workflow/status-category.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { ticketCommandRules } from './command-rules.ts'
import { lacksOccasion } from './decide/lacks-occasion.ts'
import { refusesRequester } from './decide/messages.ts'
import { defaultTarget, endingOf, factsAt, type MovingCommand } from './decide/move.ts'
import { missingFor } from './decide/passage.ts'
import { clamped } from './decide/situation.ts'
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
  const allowed: AllowedCommand[] = []
  for (const { command, moving, plain } of applicable[actor.kind][ticket.category]) {
    if (ticket.mergedInto !== null && command !== 'unmerge') continue
    if (moving !== null) allowed.push(...moves(workflow, ticket, moving, actor, at))
    else if (!refusedByReaction(workflow, ticket, command, actor) && !lacksOccasion(situation, command))
      allowed.push(command === 'transfer' ? { ...plain, needs: briefingFor(workflow, ticket) } : plain)
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
function briefingFor({ handOver }: Workflow, ticket: Ticket): readonly string[] {
  const given = handOver === null || (ticket.teamId === null && ticket.assigneeId === null)
  return given ? [] : missingParts(handOver, ticket, {}).map((part) => `briefing.${part}`)
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

function moves(workflow: Workflow, ticket: Ticket, command: MovingCommand, party: Actor, at: Instant): readonly AllowedCommand[] {
  const { type } = command
  const present = workflow.statuses.get(ticket.status)
  const first = type === 'change-status' ? present : defaultTarget(workflow, ticket, type)
  const categories = ticketCommandRules[type].to ?? []
  const targets = new Set(first === undefined || first === null ? [] : [first])
  for (const status of workflow.statuses.values()) if (categories.includes(status.category)) targets.add(status)
  // Only these two bring a code along, and it counts only where the ticket ends.
  const bringable = type === 'resolve' || type === 'change-status' ? ['resolutionCode'] : []
  const byNeeds = new Map<string, { readonly needs: readonly string[]; readonly to: string[] }>()
  for (const to of targets) {
    const stays = to.id === ticket.status
    if (!stays && !present?.ways.has(to.id)) continue
    const ending = endingOf(command, ticket, to)
    const facts = factsAt(ticket, to, ending)
    const useful = isDone(to.category) ? bringable : []
    const unchanged = stays && ending.outcome === ticket.outcome && ending.resolutionCode === ticket.resolutionCode
    const needs = unchanged ? [] : missingFor({ workflow, ticket, facts, to, party, at }, useful)
    if (needs === null) continue
    const key = needs.join()
    const group = byNeeds.get(key)
    if (group === undefined) byNeeds.set(key, { needs, to: [to.id] })
    else group.to.push(to.id)
  }
  return [...byNeeds.values()].map(({ needs, to }) => ({ command: type, to, needs }))
}
