import type { Problem, TicketId } from '@caseload/core'
import type { MissingData } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import type { Plan } from '../plans/plan.ts'
import type { Policies } from '../policies/policies.ts'

/** A ticket cannot be resolved or closed as solved before what its kind of request needs is known. */
export interface DataMissing extends Problem<'ticket/data-missing'> {
  /** Which ticket. */
  readonly ticketId: TicketId
  /** What is not known, each with a question that asks for it; never empty. */
  readonly missing: readonly MissingData[]
}

/** Refuses a plan that resolves or closes a ticket as solved while something is missing that the catalogue wants to be known by then. */
export function unlessDataIsMissing(planned: Plan, { catalogue }: Policies): Result<Plan, DataMissing> {
  const { ticket, events } = planned
  if (catalogue === null || ticket === null || ticket.outcome !== 'solved') return ok(planned)
  const moved = events.findLast((event) => event.stream === ticket.id && event.type === 'ticket-status-changed')
  if (moved === undefined || (ticket.category !== 'resolved' && ticket.category !== 'closed')) return ok(planned)
  const missing = catalogue.missing(ticket, ticket.category === 'resolved' ? 'resolving' : 'closing')
  if (missing.length === 0) return ok(planned)
  const fields = missing.map(({ field }) => field).join(', ')
  return err({
    kind: 'ticket/data-missing',
    ticketId: ticket.id,
    missing,
    message: `what a ${ticket.kind} needs is not known: ${fields}`,
  })
}
