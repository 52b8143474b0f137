import type { CustomerId, Instant, TicketId } from '@caseload/core'
import type { Attributes, Ticket } from '../ticket/ticket.ts'
import type { Workflow } from '../workflow/workflow.ts'

/** How a ticket was found that a contact may belong to: by its identity or a token that stands for it, by the thread it is a message of, by the number people quote, or by who asks. */
export const contactMatches = ['ticket', 'thread', 'number', 'requester'] as const

/** One of {@link contactMatches}. */
export type ContactMatch = (typeof contactMatches)[number]

/** Somebody got in touch, as far as a decision looks at it: codes and identities, not a word of what they said. */
export interface Contact {
  /** How it came in. */
  readonly channel: string
  /** Kind of request. */
  readonly kind: string
  /** What it is about; null where nobody said. */
  readonly topic: string | null
  /** When it came in. */
  readonly receivedAt: Instant
  /** Whether a machine sent it unasked. */
  readonly automatic: boolean
  /** What the channel's adapter made of it, e.g. `bounce`, `auto-reply`, `spam`. */
  readonly codes: readonly string[]
  /** The code of the answer, where whoever took it in says that it was answered at once; else null. */
  readonly answered: string | null
  /** Who got in touch; null where nobody is known. */
  readonly requesterId: CustomerId | null
  /** The desk's own fields that came with it and hold nothing personal; none where absent. */
  readonly attributes?: Attributes
}

/** A ticket that was read, with the workflow that decides about it. */
export interface IntakeTicket {
  /** The ticket. */
  readonly ticket: Ticket
  /** Its workflow. */
  readonly workflow: Workflow
}

/** A ticket that a contact refers to. */
export interface ContactReference {
  /** By what. */
  readonly by: Exclude<ContactMatch, 'requester'>
  /** To which. */
  readonly ticketId: TicketId
}

/** What is known when a contact is decided. */
export interface ContactContext {
  /** What the contact refers to, the surest first. */
  readonly references: readonly ContactReference[]
  /** Every ticket that was read, by identity: those referred to, those they go on in, those of the same requester. One that is not here is taken not to exist. */
  readonly tickets: ReadonlyMap<TicketId, IntakeTicket>
}
