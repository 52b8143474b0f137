import type { Problem, TicketId } from '@caseload/core'
import type { MissingData } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import type { Plan } from '../plans/plan.ts'
import type { Policies } from '../policies/policies.ts'

/** A ticket cannot be resolved or closed as solved before what its kind of request needs, and the fields it requires, are known. */
export interface DataMissing extends Problem<'ticket/data-missing'> {
  /** Which ticket. */
  readonly ticketId: TicketId
  /** What is not known, each with a question that asks for it; never empty. */
  readonly missing: readonly MissingData[]
}

/** Refuses a plan that resolves or closes a ticket as solved while something is missing that the catalogue or a field's `requiredWhen` wants to be known by then. */
export function unlessDataIsMissing(planned: Plan, { catalogue, fields }: Policies): Result<Plan, DataMissing> {
  const { ticket, events } = planned
  if (ticket === null || ticket.outcome !== 'solved') return ok(planned)
  const moved = events.findLast((event) => event.stream === ticket.id && event.type === 'ticket-status-changed')
  if (moved === undefined || (ticket.category !== 'resolved' && ticket.category !== 'closed')) return ok(planned)
  const asked = catalogue?.missing(ticket, ticket.category === 'resolved' ? 'resolving' : 'closing') ?? []
  const required = fields.missing(ticket, ticket.updatedAt)
  const missing = [...asked, ...required.filter(({ field }) => !asked.some((other) => other.field === field))]
  if (missing.length === 0) return ok(planned)
  const names = missing.map(({ field }) => field).join(', ')
  return err({
    kind: 'ticket/data-missing',
    ticketId: ticket.id,
    missing,
    message: `what a ${ticket.kind} needs is not known: ${names}`,
  })
}
