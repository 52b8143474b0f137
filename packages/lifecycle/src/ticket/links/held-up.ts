import { actorRef } from '@caseload/core'
import { clamped, happened, type TicketContext } from '../decide/situation.ts'
import type { Ticket } from '../ticket.ts'
import type { ResolutionDropped, ResolutionHeldUp } from './link-events.ts'
import type { AwaitedResolution } from './link-part.ts'

/**
 * That an incident could not be resolved with its problem. The ticket knows from then on what it waits for, so that whatever changes it can try again, and nobody has to remember it.
 *
 * @param ticket - The incident; not mutated.
 * @param awaited - The resolution it was to take over, and the kind of the refusal.
 * @param context - Who tried, and when.
 * @returns One event; none where the ticket knows.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { compileWorkflow, decideTicket, evolveTicket, resolutionDropped, resolutionHeldUp, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'system', id: 'timers' }, now: instant(0) } as const
 * const [ticketId, problemId] = [orThrow(parseId('tkt', 'tkt_1')), orThrow(parseId('tkt', 'tkt_2'))]
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const ticket = orThrow(decideTicket(workflow, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 * const awaited = { problemId, resolvedAt: instant(0), refusal: 'ticket/data-missing' }
 * const waiting = ticket && resolutionHeldUp(ticket, awaited, context).reduce<Ticket | null>(evolveTicket, ticket)
 * waiting?.awaitsResolution // => { problemId: orThrow(parseId('tkt', 'tkt_2')), resolvedAt: instant(0) }
 * waiting && resolutionHeldUp(waiting, awaited, context) // => []
 * waiting && resolutionDropped(waiting, problemId, context).map(({ type }) => type) // => ['resolution-dropped']
 * ```
 */
export function resolutionHeldUp(
  ticket: Ticket,
  awaited: AwaitedResolution & {
    /** Why not, the kind of the refusal. */
    readonly refusal: string
  },
  context: TicketContext,
): readonly ResolutionHeldUp[] {
  const { problemId, resolvedAt, refusal } = awaited
  const known = ticket.awaitsResolution
  if (known?.problemId === problemId && known.resolvedAt === resolvedAt) return []
  const reason = refusal.replace(/^ticket\//, '')
  return [happened(stampOf(ticket, context), 'resolution-held-up', { problemId, resolvedAt, reason })]
}

/**
 * That an incident no longer waits to be resolved with a problem.
 *
 * @param ticket - The incident; not mutated.
 * @param problemId - The problem.
 * @param context - Who found out, and when.
 * @returns One event; none where it does not wait for it.
 */
export function resolutionDropped(
  ticket: Ticket,
  problemId: AwaitedResolution['problemId'],
  context: TicketContext,
): readonly ResolutionDropped[] {
  if (ticket.awaitsResolution?.problemId !== problemId) return []
  return [happened(stampOf(ticket, context), 'resolution-dropped', { problemId })]
}

function stampOf(ticket: Ticket, { actor, now }: TicketContext) {
  return { at: clamped(ticket, now), by: actorRef(actor) }
}
