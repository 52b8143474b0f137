import type { TicketId } from '@caseload/core'
import type { KindSpec, Write } from '@caseload/storage'

/** The free text of a ticket itself; it has the ticket's identity. Erased with its customer. */
export interface TicketContent {
  /** Ticket it belongs to. */
  readonly ticketId: TicketId
  /** What the requester put above it. */
  readonly subject: string
}

/** How the free text of tickets is stored. */
export const ticketContentKind: KindSpec = { kind: 'ticket-content', fields: {} }

/** The write that stores the free text of a new ticket. */
export function writeTicketContent(content: TicketContent): Write {
  return { op: 'put', ref: { kind: 'ticket-content', id: content.ticketId }, version: 0, doc: content, fields: {} }
}
