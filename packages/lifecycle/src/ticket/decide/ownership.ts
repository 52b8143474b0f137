import type { AgentId, TeamId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { offer, receiptFor, staysAnswerable, withdrawnOffer } from '../hand-over/offer.ts'
import type { Assign, Escalate, Transfer } from '../ticket-commands.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { Denial } from './denial.ts'
import { react } from './react.ts'
import { happened, type Situation } from './situation.ts'

type Decision = Result<readonly TicketEvent[], Denial>

/** What giving a ticket to an agent leads to. */
export function decideAssign(situation: Situation, { assigneeId, teamId }: Assign): Decision {
  if (teamId !== undefined && receiptFor(situation, teamId) !== null) return err({ kind: 'ticket/hand-over-needed', teamId })
  return assigned(situation, 'assign', assigneeId, transferred(situation, teamId), teamId ?? situation.ticket.teamId)
}

/** What taking a ticket from its agent leads to. */
export function decideUnassign(situation: Situation): Decision {
  const { ticket, enforced } = situation
  if (enforced && ticket.handOver !== null && staysAnswerable(ticket))
    return err({ kind: 'ticket/still-answerable', offeredTo: ticket.handOver.to })
  return ok(released(situation))
}

/** What handing a ticket to another team leads to. */
export function decideTransfer(situation: Situation, command: Transfer): Decision {
  const { teamId, assigneeId } = command
  const receipt = receiptFor(situation, teamId)
  if (receipt !== null) return offer(situation, receipt, command)
  const moved = transferred(situation, teamId)
  if (assigneeId !== undefined) return assigned(situation, 'transfer', assigneeId, moved, teamId)
  return ok(moved.length === 0 ? [] : [...released(situation), ...moved])
}

/** What moving a ticket to another support line leads to. */
export function decideEscalate(situation: Situation, command: Escalate): Decision {
  const { teamId } = command
  if (teamId !== undefined && receiptFor(situation, teamId) !== null) return err({ kind: 'ticket/hand-over-needed', teamId })
  const { ticket } = situation
  const to = command.level ?? ticket.level + 1
  if (to > 9)
    return err({
      kind: 'ticket/invalid-command',
      path: 'level',
      expected: 'a whole number from 1 to 9: there is no line after the ninth',
    })
  const moved = transferred(situation, command.teamId)
  const escalated = to === ticket.level ? [] : [happened(situation, 'ticket-escalated', { from: ticket.level, to })]
  return ok(moved.length === 0 ? escalated : [...released(situation), ...escalated, ...moved])
}

function assigned(
  situation: Situation,
  cause: 'assign' | 'transfer',
  to: AgentId,
  before: readonly TicketEvent[],
  teamId: TeamId | null,
): Decision {
  const { workflow, ticket, actor } = situation
  const reaction = workflow.onAssign[ticket.category]
  if (reaction.do === 'refuse' && situation.enforced) {
    return err({ kind: 'ticket/not-in-this-category', category: ticket.category })
  }
  if (to === ticket.assigneeId) return ok(before)
  const given = happened(situation, 'ticket-assigned', { from: ticket.assigneeId, to, teamId })
  return ok(react(situation, reaction, actor, cause, [...before, given]))
}

function transferred(situation: Situation, to: TeamId | undefined): readonly TicketEvent[] {
  const { teamId: from } = situation.ticket
  if (to === undefined || to === from) return []
  return [...withdrawnOffer(situation, 'replaced'), happened(situation, 'ticket-transferred', { from, to })]
}

function released(situation: Situation): readonly TicketEvent[] {
  const { assigneeId: from, teamId } = situation.ticket
  return from === null ? [] : [happened(situation, 'ticket-unassigned', { from, teamId })]
}
