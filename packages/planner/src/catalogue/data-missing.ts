import type { Problem, TicketId } from '@caseload/core'
import { isDone, type MissingData, type Ticket, type TicketEvent } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import type { UnseenMissing } from '../access/missing-seen-by.ts'
import type { Plan } from '../plans/plan.ts'
import type { Policies } from '../policies/policies.ts'
import { codeNotOffered, type ResolutionCodeNotOffered } from './resolution-code.ts'

/** A ticket cannot be resolved or closed as solved before what its kind of request needs, and the fields it requires, are known. */
export interface DataMissing extends Problem<'ticket/data-missing'> {
  /** Which ticket. */
  readonly ticketId: TicketId
  /** Its kind. */
  readonly requestKind: string
  /** What is not known, each with a question that asks for it; fields that are hidden from whoever is refused are not among it. */
  readonly missing: readonly MissingData[]
  /** That something is missing which they may not see, and who does; null where `missing` is all. */
  readonly missingUnseen: UnseenMissing | null
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
  const missing = missingFor(ticket, policies)
  if (missing.length === 0) return null
  return dataMissing(ticket.id, ticket.kind, missing, null)
}

/** What is not known of a ticket that has to be where it is resolved or closed, as its category says. */
export function missingFor(ticket: Ticket, { catalogue, fields }: Policies): readonly MissingData[] {
  const asked = catalogue?.missing(ticket, ticket.category === 'resolved' ? 'resolving' : 'closing') ?? []
  const required = fields.missing(ticket, ticket.updatedAt)
  return [...asked, ...required.filter(({ field }) => !asked.some((other) => other.field === field))]
}

/** What a ticket needs is not known. */
export function dataMissing(
  ticketId: TicketId,
  requestKind: string,
  missing: readonly MissingData[],
  missingUnseen: UnseenMissing | null,
): DataMissing {
  const seenBy =
    missingUnseen === null || missingUnseen.seenBy.length === 0 ? '' : `, which ${missingUnseen.seenBy.join(', ')} can see`
  const unseen = missingUnseen === null ? [] : [`something that is hidden from you${seenBy}`]
  const what = [...missing.map(({ field }) => field), ...unseen].join('; ')
  return {
    kind: 'ticket/data-missing',
    ticketId,
    requestKind,
    missing,
    missingUnseen,
    message: `what is needed of this ${requestKind} is not known: ${what}`,
  }
}
