import { isDone } from '../../workflow/status-category.ts'
import type { WorkflowReaction } from '../../workflow/workflow.ts'
import { evolveTicket } from '../evolve-ticket.ts'
import type { TicketCommandType } from '../ticket-commands.ts'
import type { TicketEvent } from '../ticket-events.ts'
import { consequences } from './consequences.ts'
import { endingAt } from './ending.ts'
import { statusChanged } from './move.ts'
import { obstacle, type Party } from './passage.ts'
import type { Situation } from './situation.ts'

/**
 * What a reaction of the workflow adds to what happened: the move, where its guards hold for the party that caused it, over the facts after it.
 *
 * A reaction never refuses a command for a guard: the message or assignment has its own reason to be recorded.
 */
export function react(
  situation: Situation,
  reaction: WorkflowReaction,
  party: Party,
  cause: TicketCommandType,
  events: readonly TicketEvent[],
): readonly TicketEvent[] {
  const { workflow, ticket, at } = situation
  if (!situation.reacts || reaction.do !== 'move' || reaction.to.id === ticket.status) return events
  const { to } = reaction
  const { outcome, resolutionCode } = ticket
  const ending = isDone(to.category) ? { outcome: outcome ?? 'solved', resolutionCode } : { outcome: null, resolutionCode: null }
  let facts = ticket
  for (const event of events) facts = evolveTicket(facts, event) ?? facts
  if (obstacle({ workflow, ticket, facts, ending: endingAt(to, ending), to, party, at }) !== null) return events
  const moved = statusChanged(situation, to, cause, ending)
  return [...events, moved, ...consequences(situation, moved)]
}
