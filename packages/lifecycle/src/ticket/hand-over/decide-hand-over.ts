import { err, ok, type Result } from 'neverthrow'
import type { Denial } from '../decide/denial.ts'
import { react } from '../decide/react.ts'
import { happened, type Situation } from '../decide/situation.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { AcceptHandOver, HandOverCommand, ReturnHandOver } from './hand-over-commands.ts'
import type { OfferedHandOver } from './hand-over-part.ts'
import { withdrawnOffer } from './offer.ts'

type Decision = Result<readonly TicketEvent[], Denial>

/** What a command about an offered hand-over leads to. */
export function decideHandOver(situation: Situation, command: HandOverCommand): Decision {
  const { handOver } = situation.ticket
  if (handOver === null) return err({ kind: 'ticket/nothing-offered' })
  switch (command.type) {
    case 'accept-hand-over':
      return ok(accepted(situation, handOver, command))
    case 'return-hand-over':
      return ok(returned(situation, handOver, command))
    case 'withdraw-hand-over':
      return ok(withdrawnOffer(situation, command.reason))
  }
}

function accepted(situation: Situation, handOver: OfferedHandOver, command: AcceptHandOver): readonly TicketEvent[] {
  const { workflow, ticket, actor } = situation
  const { to, offeredAt } = handOver
  const assigneeId = command.assigneeId ?? handOver.assigneeId
  const taken = [happened(situation, 'hand-over-accepted', { from: ticket.teamId, to, offeredAt }), ...moved(situation, to)]
  if (assigneeId === null) return taken
  const given = happened(situation, 'ticket-assigned', { from: null, to: assigneeId, teamId: to })
  return react(situation, workflow.onAssign[ticket.category], actor, 'accept-hand-over', [...taken, given])
}

function returned(situation: Situation, { to }: OfferedHandOver, { reason }: ReturnHandOver): readonly TicketEvent[] {
  const { workflow, ticket } = situation
  const returns = ticket.handOverReturns + 1
  const back = happened(situation, 'hand-over-returned', { from: ticket.teamId, to, reason, returns })
  const rules = workflow.handOver
  if (rules === null || returns < rules.escalateAfterReturns) return [back]
  const decides = rules.escalateTo === ticket.teamId ? null : rules.escalateTo
  const escalated = happened(situation, 'hand-over-escalated', { returns, to: decides })
  const raised = ticket.level >= 9 ? [] : [happened(situation, 'ticket-escalated', { from: ticket.level, to: ticket.level + 1 })]
  return [back, escalated, ...raised, ...(decides === null ? [] : moved(situation, decides))]
}

/** The ticket goes from its agent and team to another team. */
function moved(situation: Situation, to: OfferedHandOver['to']): readonly TicketEvent[] {
  const { teamId: from, assigneeId } = situation.ticket
  const released = assigneeId === null ? [] : [happened(situation, 'ticket-unassigned', { from: assigneeId, teamId: from })]
  return [...released, ...(from === to ? [] : [happened(situation, 'ticket-transferred', { from, to })])]
}
