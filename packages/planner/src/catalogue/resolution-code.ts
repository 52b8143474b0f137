import type { Problem, TicketId } from '@caseload/core'
import type { Ticket, TicketEvent } from '@caseload/lifecycle'
import type { Policies } from '../policies/policies.ts'

/** A kind of request is not resolved with a code that its catalogue does not list for it. */
export interface ResolutionCodeNotOffered extends Problem<'ticket/resolution-code-not-offered'> {
  /** Which ticket. */
  readonly ticketId: TicketId
  /** Its kind. */
  readonly requestKind: string
  /** The code that was given. */
  readonly code: string
  /** The codes of the kind, in the order of the catalogue. */
  readonly allowed: readonly string[]
}

/**
 * A code that was just given and is not among those of the ticket's kind; null where it is, where none was given, and where the kind takes any. A code that a ticket has already stays good
 * whatever later catalogues list: closing a resolved ticket does not judge it again.
 */
export function codeNotOffered(
  ticket: Ticket,
  { data }: Extract<TicketEvent, { readonly type: 'ticket-status-changed' }>,
  { catalogue }: Policies,
): ResolutionCodeNotOffered | null {
  const { resolutionCode: code, cause } = data
  const allowed = catalogue?.kinds.get(ticket.kind)?.resolutionCodes
  if (code === null || allowed === undefined || (cause !== 'resolve' && cause !== 'change-status')) return null
  if (allowed.includes(code)) return null
  return {
    kind: 'ticket/resolution-code-not-offered',
    ticketId: ticket.id,
    requestKind: ticket.kind,
    code,
    allowed,
    message: `a ${ticket.kind} is resolved with one of: ${allowed.join(', ')}`,
  }
}
