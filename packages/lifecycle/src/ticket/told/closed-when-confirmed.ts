import { react } from '../decide/react.ts'
import type { Situation } from '../decide/situation.ts'
import { evolveTicket } from '../evolve-ticket.ts'
import type { TicketCommandType } from '../ticket-commands.ts'
import type { TicketEvent } from '../ticket-events.ts'

/**
 * What happens, and the closing where the workflow closes what is confirmed and nothing else is in its way: the requester's word stands, whether it came before or after they were told. It closes as they would close it, whoever brings
 * what was missing.
 */
export function closedWhenConfirmed(
  situation: Situation,
  cause: TicketCommandType,
  events: readonly TicketEvent[],
): readonly TicketEvent[] {
  const { workflow, actor } = situation
  const closed = workflow.defaults.get('closed')
  if (workflow.resolution?.confirmation?.onConfirmed !== 'close' || closed === undefined) return events
  let ticket = situation.ticket
  for (const event of events) ticket = evolveTicket(ticket, event) ?? ticket
  if (ticket.category !== 'resolved' || ticket.confirmation !== 'confirmed') return events
  const party = actor.kind === 'requester' ? actor : { kind: 'requester' as const }
  return [...events, ...react({ ...situation, ticket }, { do: 'move', to: closed }, party, cause, [])]
}
