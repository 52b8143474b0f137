import { addMs, type TeamId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { HandOverRules } from '../../workflow/workflow.ts'
import type { BriefingPart } from '../../workflow/workflow-document.ts'
import type { Denial } from '../decide/denial.ts'
import { happened, type Situation } from '../decide/situation.ts'
import { decidePromises } from '../promise/decide-promises.ts'
import type { Ticket } from '../ticket.ts'
import type { Transfer } from '../ticket-commands.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { HandOverBriefing } from './hand-over-commands.ts'

type Decision = Result<readonly TicketEvent[], Denial>

/**
 * The rules by which a ticket would go to a team with a receipt; null where it goes at once: the workflow asks for none, it stays where it is, or nobody has it, so that nobody could stay
 * answerable.
 */
export function receiptFor({ workflow, ticket, enforced }: Situation, to: TeamId): HandOverRules | null {
  if (!enforced || to === ticket.teamId) return null
  return ticket.teamId === null && ticket.assigneeId === null ? null : workflow.handOver
}

/** What offering a ticket to another team leads to. */
export function offer(situation: Situation, rules: HandOverRules, command: Transfer): Decision {
  const { ticket, at } = situation
  const { teamId: to, assigneeId: toAgentId = null, briefing = {} } = command
  if (ticket.handOver?.to === to && ticket.handOver.assigneeId === toAgentId) return ok([])
  const missing = missingParts(rules, situation, briefing)
  if (missing.length > 0) return err({ kind: 'ticket/hand-over-incomplete', missing })
  const { answerBy } = briefing
  const promised: Decision = answerBy === undefined ? ok([]) : decidePromises(situation, { type: 'promise-update', ...answerBy })
  if (promised.isErr()) {
    const { error } = promised
    return err(error.kind === 'ticket/invalid-command' ? { ...error, path: 'briefing.answerBy.dueAt' } : error)
  }
  const offered = happened(situation, 'hand-over-offered', {
    ...{ from: ticket.teamId, fromAgentId: ticket.assigneeId, to, toAgentId },
    expiresAt: rules.acceptWithinMs === null ? null : addMs(at, rules.acceptWithinMs),
    returns: ticket.handOverReturns,
  })
  return ok([...withdrawnOffer(situation, 'replaced'), ...promised.value, offered])
}

/** Parts of the briefing that a hand-over still needs. An open promise says when the requester may expect an answer, until its time has passed. */
export function missingParts(
  { requires }: HandOverRules,
  { ticket, at }: Pick<Situation, 'ticket' | 'at'>,
  briefing: HandOverBriefing,
): readonly BriefingPart[] {
  const isPromised = ticket.promises.some(({ dueAt }) => dueAt >= at)
  return requires.filter((part) => briefing[part] === undefined && !(part === 'answerBy' && isPromised))
}

/** Whether the agent of a ticket stays answerable for it: it is offered to another team, and not taken yet. */
export function staysAnswerable({ handOver, assigneeId }: Ticket): boolean {
  return handOver !== null && assigneeId !== null
}

/** The end of an offer that is open. */
export function withdrawnOffer(situation: Situation, reason: string): readonly TicketEvent[] {
  const { handOver } = situation.ticket
  return handOver === null ? [] : [happened(situation, 'hand-over-withdrawn', { to: handOver.to, reason })]
}
