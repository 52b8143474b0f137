import type { Problem, TicketId } from '@caseload/core'
import { linkedBy, type Ticket } from '@caseload/lifecycle'
import { ticketResource } from '../access/ticket-resource.ts'
import type { PlanContext } from '../plans/plan.ts'
import type { Policies } from '../policies/policies.ts'
import type { TicketRequest } from '../requests/desk-request.ts'
import type { Loaded } from '../requests/loaded.ts'
import { ticketIn } from './further-reads.ts'
import { isWordless } from './wordless.ts'

/** A ticket that can no longer come back is followed up by another already: whoever asks for it again is told which, and no second one is made. */
export interface FollowedUp extends Problem<'ticket/followed-up'> {
  /** Which ticket. */
  readonly ticketId: TicketId
  /** The latest that follows it up; null where whoever asks may not read it. */
  readonly followUpId: TicketId | null
}

/** Why no further follow-up of a ticket is made; null where there is none yet, or the command brings a message. */
export function alreadyFollowedUp(
  loaded: Loaded,
  ticket: Ticket,
  { command }: Pick<TicketRequest, 'command'>,
  { access }: Policies,
  { actor }: Pick<PlanContext, 'actor'>,
): FollowedUp | null {
  const latest = linkedBy(ticket, 'followed-up-by').at(-1)
  if (latest === undefined || !isWordless(command)) return null
  const followUp = ticketIn(loaded, latest)
  const told = followUp !== null && access.may(actor, 'ticket/read', ticketResource(followUp)).allowed
  return {
    kind: 'ticket/followed-up',
    ticketId: ticket.id,
    followUpId: told ? latest : null,
    message: `${command.type} refused: the ticket can no longer come back, and ${told ? latest : 'another ticket'} follows it up`,
  }
}
