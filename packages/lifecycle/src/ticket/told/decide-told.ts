import { type Actor, actorRef } from '@caseload/core'
import { ok, type Result } from 'neverthrow'
import type { Denial } from '../decide/denial.ts'
import { decideMove } from '../decide/move.ts'
import { clamped, happened, type Situation, type TicketContext } from '../decide/situation.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketEvent } from '../ticket-events.ts'
import { closedWhenConfirmed } from './closed-when-confirmed.ts'
import { told } from './solution-told.ts'
import type { ConfirmResolution, RejectResolution, ToldCommand } from './told-commands.ts'
import type { ResolutionRejected } from './told-events.ts'

type Decision = Result<readonly TicketEvent[], Denial>

/** What a command about how a solution was told and received leads to. */
export function decideTold(situation: Situation, command: ToldCommand): Decision {
  switch (command.type) {
    case 'tell-solution':
      return ok(closedWhenConfirmed(situation, command.type, told(situation, command.told)))
    case 'confirm-resolution':
      return ok(confirmed(situation, command))
    case 'reject-resolution':
      return rejected(situation, command)
  }
}

function confirmed(situation: Situation, command: ConfirmResolution): readonly TicketEvent[] {
  const { ticket, actor } = situation
  const { channel = null } = command
  if (ticket.confirmation === 'confirmed') return []
  const by = actor.kind === 'requester' ? 'requester' : 'staff'
  return closedWhenConfirmed(situation, command.type, [happened(situation, 'resolution-confirmed', { by, channel })])
}

function rejected(situation: Situation, command: RejectResolution): Decision {
  const said = saysNo(situation, situation.actor, command)
  return decideMove(situation, command).map((moved) => (moved.length === 0 ? moved : [said, ...moved]))
}

/**
 * That the solution does not work, where saying so comes too late to bring the ticket back: the same fact as `reject-resolution` records.
 *
 * @param ticket - The ticket.
 * @param command - What was said.
 * @param context - Who says it, and when.
 */
export function resolutionRejected(ticket: Ticket, command: RejectResolution, { actor, now }: TicketContext): ResolutionRejected {
  return saysNo({ at: clamped(ticket, now), by: actorRef(actor) }, actor, command)
}

function saysNo(stamp: Pick<Situation, 'at' | 'by'>, actor: Actor, { reason }: RejectResolution): ResolutionRejected {
  return happened(stamp, 'resolution-rejected', {
    by: actor.kind === 'requester' ? 'requester' : 'staff',
    reason: reason ?? null,
  })
}
