import type { Problem, TicketId } from '@caseload/core'
import type { MissingData } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import type { Plan } from '../plans/plan.ts'
import type { Policies } from '../policies/policies.ts'
import { codeNotOffered, type ResolutionCodeNotOffered } from './resolution-code.ts'

/** A ticket cannot be resolved or closed as solved before what its kind of request needs, and the fields it requires, are known. */
export interface DataMissing extends Problem<'ticket/data-missing'> {
  /** Which ticket. */
  readonly ticketId: TicketId
  /** What is not known, each with a question that asks for it; never empty. */
  readonly missing: readonly MissingData[]
}

/** Why a plan for a ticket is refused for the sake of what the desk wants to know of its kind. */
export type CatalogueRefusal = DataMissing | ResolutionCodeNotOffered

/**
 * Refuses a plan that resolves or closes a ticket with a code that its kind does not have, or as solved while something is missing that the catalogue or a field's `requiredWhen` wants to be
 * known by then. People, timers and problems that take their incidents along are all held to it.
 */
export function unlessCatalogueRefuses(planned: Plan, policies: Policies): Result<Plan, CatalogueRefusal> {
  const { ticket, events } = planned
  if (ticket === null || (ticket.category !== 'resolved' && ticket.category !== 'closed')) return ok(planned)
  const moved = events.findLast((event) => event.stream === ticket.id && event.type === 'ticket-status-changed')
  if (moved?.type !== 'ticket-status-changed') return ok(planned)
  const wrong = codeNotOffered(ticket, moved, policies)
  if (wrong !== null) return err(wrong)
  if (ticket.outcome !== 'solved') return ok(planned)
  const { catalogue, fields } = policies
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
