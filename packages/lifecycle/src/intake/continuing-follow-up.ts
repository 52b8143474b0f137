import type { Instant, TicketId } from '@caseload/core'
import { linkedBy } from '../ticket/links/link-part.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { IntakeTicket } from './contact.ts'
import { replyReach } from './reply-reach.ts'

/**
 * The follow-up that goes on for a ticket that can no longer come back: it takes the next message, so that one matter does not become as many tickets as there are messages. The latest that follows the ticket up is asked, and where
 * that is merged or followed up itself, what goes on for that.
 *
 * @param ticket - The ticket that a message came too late for; not mutated.
 * @param message - When the message came.
 * @param find - A ticket with its workflow, where whoever brings the message may read it and add to it; null elsewhere.
 * @returns The follow-up that a message still reaches, of the same requester; null where there is none, and another follow-up is made.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { compileWorkflow, continuingFollowUp, decideTicket, evolveTicket, standardWorkflow, type Ticket, type TicketCommand } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) } as const
 * const [first, second] = [orThrow(parseId('tkt', 'tkt_1')), orThrow(parseId('tkt', 'tkt_2'))]
 * const open = { type: 'open', number: 1, kind: 'incident', channel: 'email', requesterId: orThrow(parseId('cus', 'cus_eve')), message: null } as const
 * const given = (commands: readonly TicketCommand[]) =>
 *   commands.reduce<Ticket | null>((ticket, command) => orThrow(decideTicket(workflow, ticket, command, context)).reduce<Ticket | null>(evolveTicket, ticket), null)
 * const followUp = given([{ ...open, ticketId: second }])
 * const find = () => followUp && { ticket: followUp, workflow }
 *
 * const link = { type: 'link', relation: 'followed-up-by', otherId: second, otherIsClosed: false } as const
 * const followed = given([{ ...open, ticketId: first }, { type: 'resolve', code: 'fixed' }, { type: 'close' }, link])
 * followed && continuingFollowUp(followed, { at: instant(0) }, find)?.ticket.id // => second
 * const alone = given([{ ...open, ticketId: first }, { type: 'resolve', code: 'fixed' }, { type: 'close' }])
 * alone && continuingFollowUp(alone, { at: instant(0) }, find) // => null
 * ```
 */
export function continuingFollowUp(
  ticket: Ticket,
  { at }: { readonly at: Instant },
  find: (id: TicketId) => IntakeTicket | null,
): IntakeTicket | null {
  const seen = new Set<TicketId>([ticket.id])
  for (let next = afterwards(ticket); next !== null && !seen.has(next); ) {
    seen.add(next)
    const found = find(next)
    if (found === null || found.ticket.requesterId !== ticket.requesterId) return null
    if (found.ticket.mergedInto === null && replyReach(found.workflow, found.ticket, { automatic: false, at }) === 'reaches')
      return found
    next = afterwards(found.ticket)
  }
  return null
}

/**
 * Where a ticket goes on that no longer goes on by itself: in the one it is merged into, else in the latest that follows it up; null where in none.
 *
 * @param ticket - The ticket; not mutated.
 */
export function afterwards(ticket: Ticket): TicketId | null {
  return ticket.mergedInto?.ticketId ?? linkedBy(ticket, 'followed-up-by').at(-1) ?? null
}
