import { continuingFollowUp, type IntakeTicket, type Ticket } from '@caseload/lifecycle'
import { ticketResource } from '../access/ticket-resource.ts'
import { notErased } from '../erasure/not-erased.ts'
import type { PlanContext } from '../plans/plan.ts'
import { type Policies, workflowOf } from '../policies/policies.ts'
import type { Loaded } from '../requests/loaded.ts'
import { ticketIn } from './further-reads.ts'

/** The follow-up of a ticket that takes the next message of its requester; null where there is none that whoever brings it may read and add to. */
export function followUpThatTakes(loaded: Loaded, ticket: Ticket, policies: Policies, { actor, at }: PlanContext): Ticket | null {
  return continuingFollowUp(ticket, { at }, (id) => reachable(ticketIn(loaded, id)))?.ticket ?? null

  function reachable(found: Ticket | null): IntakeTicket | null {
    const workflow = found === null ? null : workflowOf(policies, found.workflow)
    if (found === null || workflow === null) return null
    const may = (action: string): boolean => policies.access.may(actor, action, ticketResource(found)).allowed
    const known = notErased(loaded, found.requesterId === null ? [] : [found.requesterId])
    return known.isOk() && may('ticket/read') && may('ticket/receive-reply') ? { ticket: found, workflow } : null
  }
}
