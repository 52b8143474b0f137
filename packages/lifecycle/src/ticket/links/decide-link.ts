import { err, ok, type Result } from 'neverthrow'
import type { Denial } from '../decide/denial.ts'
import { happened, type Situation } from '../decide/situation.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { LinkCommand, LinkTicket } from './link-commands.ts'
import { linkedBy } from './link-part.ts'
import type { LinkObstacle } from './link-rejections.ts'

/** Most links of a ticket. */
const mostLinks = 500
/** Most children of a ticket: closing it tells each of them in the same step. */
const mostChildren = 50

/** What a command about links leads to. */
export function decideLink(situation: Situation, command: LinkCommand): Result<readonly TicketEvent[], Denial> {
  const { ticket } = situation
  const { relation, otherId } = command
  const exists = ticket.links.some((each) => each.relation === relation && each.ticketId === otherId)
  if (command.type === 'unlink') return ok(exists ? [happened(situation, 'ticket-unlinked', { relation, otherId })] : [])
  if (exists) return ok([])
  const reason = obstacle(ticket, command)
  if (reason !== null) return err({ kind: 'ticket/link-refused', otherId, reason })
  return ok([happened(situation, 'ticket-linked', { relation, otherId, otherIsClosed: command.otherIsClosed })])
}

function obstacle(ticket: Ticket, { relation, otherId, otherIsClosed }: LinkTicket): LinkObstacle | null {
  if (otherId === ticket.id) return 'itself'
  const isClosed = ticket.category === 'closed'
  if (relation === 'child-of') {
    if (linkedBy(ticket, 'child-of').length > 0) return 'has-parent'
    if (otherIsClosed && !isClosed) return 'parent-closed'
  }
  if (relation === 'parent-of') {
    if (isClosed && !otherIsClosed) return 'parent-closed'
    if (linkedBy(ticket, 'parent-of').length >= mostChildren) return 'too-many'
  }
  return ticket.links.length >= mostLinks ? 'too-many' : null
}
