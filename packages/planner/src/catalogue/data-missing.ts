import type { Problem, TicketId } from '@caseload/core'
import { isDone, type MissingData, type Ticket, type TicketEvent } from '@caseload/lifecycle'
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
  if (ticket === null) return ok(planned)
  const own = events.flatMap((event) => (event.stream === ticket.id && event.type === 'ticket-status-changed' ? [event] : []))
  const refused = catalogueRefusal(ticket, own.at(-1) ?? null, policies)
  return refused === null ? ok(planned) : err(refused)
}

/**
 * Why a ticket that moved to resolved or closed may not be there for the sake of what the desk wants to know of its kind; null where it may, where it did not move, and where the end of a merge only brings it back to where it
 * stood.
 */
export function catalogueRefusal(
  ticket: Ticket,
  moved: Extract<TicketEvent, { readonly type: 'ticket-status-changed' }> | null,
  policies: Policies,
): CatalogueRefusal | null {
  if (moved === null || moved.data.cause === 'unmerge' || !isDone(ticket.category)) return null
  const wrong = codeNotOffered(ticket, moved, policies)
  if (wrong !== null) return wrong
  if (ticket.outcome !== 'solved') return null
  const { catalogue, fields } = policies
  const asked = catalogue?.missing(ticket, ticket.category === 'resolved' ? 'resolving' : 'closing') ?? []
  const required = fields.missing(ticket, ticket.updatedAt)
  const missing = [...asked, ...required.filter(({ field }) => !asked.some((other) => other.field === field))]
  if (missing.length === 0) return null
  const names = missing.map(({ field }) => field).join(', ')
  return {
    kind: 'ticket/data-missing',
    ticketId: ticket.id,
    missing,
    message: `what a ${ticket.kind} needs is not known: ${names}`,
  }
}
