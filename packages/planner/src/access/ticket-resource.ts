import type { AccessResource } from '@caseload/access'
import { conditionFacts, type Ticket } from '@caseload/lifecycle'

/** A ticket as access looks at it. */
export function ticketResource(ticket: Ticket): AccessResource {
  const { requesterId, assigneeId, teamId } = ticket
  return { facts: conditionFacts(ticket), relations: { requester: requesterId, assignee: assigneeId, team: teamId } }
}
