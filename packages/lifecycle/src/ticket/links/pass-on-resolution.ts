import { actorRef } from '@caseload/core'
import { clamped, happened, type Situation, type TicketContext } from '../decide/situation.ts'
import type { Ticket } from '../ticket.ts'
import type { ResolutionPassedOn } from './link-events.ts'
import { linkedBy } from './link-part.ts'

/** A problem's resolution for its incidents; nothing where it has none. */
export function passedOn(
  stamp: Pick<Situation, 'at' | 'by'>,
  problem: Pick<Ticket, 'links'>,
  resolutionCode: string | null,
): readonly ResolutionPassedOn[] {
  const incidentIds = linkedBy(problem, 'problem-of')
  return incidentIds.length === 0 ? [] : [happened(stamp, 'resolution-passed-on', { incidentIds, resolutionCode })]
}

/**
 * What the resolution of a problem means for a problem that goes on in it: its incidents are resolved with it, too.
 *
 * @param merged - The problem that was merged; not mutated.
 * @param resolutionCode - The code for the solution; null where there is none.
 * @param context - Who resolves, and when.
 * @returns One event for the merged problem; none where it has no incidents.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { compileWorkflow, decideTicket, evolveTicket, resolutionOfMerged, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) } as const
 * const [ticketId, otherId] = [orThrow(parseId('tkt', 'tkt_1')), orThrow(parseId('tkt', 'tkt_2'))]
 * const open = { type: 'open', ticketId, number: 1, kind: 'problem', channel: 'phone', requesterId: null, message: null } as const
 * const ticket = orThrow(decideTicket(workflow, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 * const link = { type: 'link', relation: 'problem-of', otherId, otherIsClosed: false } as const
 * const problem = orThrow(decideTicket(workflow, ticket, link, context)).reduce<Ticket | null>(evolveTicket, ticket)
 * ticket && resolutionOfMerged(ticket, 'fixed', context) // => []
 * problem && resolutionOfMerged(problem, 'fixed', context).map(({ data }) => data.incidentIds) // => [[orThrow(parseId('tkt', 'tkt_2'))]]
 * ```
 */
export function resolutionOfMerged(
  merged: Ticket,
  resolutionCode: string | null,
  { actor, now }: TicketContext,
): readonly ResolutionPassedOn[] {
  return passedOn({ at: clamped(merged, now), by: actorRef(actor) }, merged, resolutionCode)
}
