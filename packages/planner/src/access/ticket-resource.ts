import type { AccessResource } from '@caseload/access'
import { conditionFacts, type Ticket } from '@caseload/lifecycle'

/** A ticket as access looks at it. */
export function ticketResource(ticket: Ticket): AccessResource {
  const { requesterId, assigneeId, teamId } = ticket
  let facts: ReturnType<typeof conditionFacts> | null = null
  return {
    // Most grants ask for none of them, and a copy of all of them costs more than the decision.
    get facts() {
      facts ??= conditionFacts(ticket)
      return facts
    },
    relations: { requester: requesterId, assignee: assigneeId, team: teamId },
  }
}
