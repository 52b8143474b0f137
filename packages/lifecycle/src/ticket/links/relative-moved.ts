import { type ActorRef, actorRef, type TicketId } from '@caseload/core'
import { clamped, happened, type TicketContext } from '../decide/situation.ts'
import type { Ticket } from '../ticket.ts'
import type { RelativeClosed, RelativeReturned } from './link-events.ts'
import { linkedBy } from './link-part.ts'

/**
 * What a ticket's parent or child being closed, or coming back from closed, means for the ticket: what is owed before it may be closed, and whether it may come back.
 *
 * @param ticket - The ticket that is told; not mutated.
 * @param other - The relative, and whether it is closed now.
 * @param context - Who moved the relative, and when.
 * @returns One event; none where the two are no parent and child, or the ticket knows.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { compileWorkflow, decideTicket, evolveTicket, openObligations, relativeMoved, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) } as const
 * const [ticketId, otherId] = [orThrow(parseId('tkt', 'tkt_1')), orThrow(parseId('tkt', 'tkt_2'))]
 * const open = { type: 'open', ticketId, number: 1, kind: 'task', channel: 'phone', requesterId: null, message: null } as const
 * const opened = orThrow(decideTicket(workflow, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 * const link = { type: 'link', relation: 'parent-of', otherId, otherIsClosed: false } as const
 * const parent = orThrow(decideTicket(workflow, opened, link, context)).reduce<Ticket | null>(evolveTicket, opened)
 * parent && openObligations(parent) // => [{ owed: 'child', ticketId: orThrow(parseId('tkt', 'tkt_2')) }]
 * parent && relativeMoved(parent, { ticketId: otherId, closed: true }, context).map(({ type }) => type) // => ['relative-closed']
 * ```
 */
export function relativeMoved(
  ticket: Ticket,
  other: {
    /** The relative. */
    readonly ticketId: TicketId
    /** Whether it is closed now. */
    readonly closed: boolean
  },
  context: TicketContext,
): readonly (RelativeClosed | RelativeReturned)[] {
  const { ticketId: otherId, closed } = other
  const by: ActorRef = actorRef(context.actor)
  const stamp = { at: clamped(ticket, context.now), by }
  const type = closed ? 'relative-closed' : 'relative-returned'
  if (linkedBy(ticket, 'parent-of').includes(otherId))
    return ticket.openChildren.includes(otherId) !== closed ? [] : [happened(stamp, type, { relation: 'parent-of', otherId })]
  if (linkedBy(ticket, 'child-of').includes(otherId))
    return ticket.parentClosed === closed ? [] : [happened(stamp, type, { relation: 'child-of', otherId })]
  return []
}
