import type { CustomerId, DomainEvent, Id, Instant, TicketId } from '@caseload/core'
import type { ContactMatch } from './contact.ts'
import type { ContactOutcome } from './contact-decision.ts'

/** Identity of a contact, `con_…`. */
export type ContactId = Id<'con'>

/** What became of a contact. */
export interface ContactDecidedData {
  /** Which of the five outcomes. */
  readonly outcome: ContactOutcome
  /** The code of the answer, or of what it is instead of a request; null for the outcomes with a ticket. */
  readonly reason: string | null
  /** How it came in. */
  readonly channel: string
  /** Kind of request. */
  readonly kind: string
  /** What it is about; null where nobody said. */
  readonly topic: string | null
  /** Whether a machine sent it unasked. */
  readonly automatic: boolean
  /** How long it took whoever took it in; null where nobody said. */
  readonly minutes: number | null
  /** When it came in; `at` says when it was decided. */
  readonly receivedAt: Instant
  /** When it claimed to come in, where that lay in the future by the desk's own clock: it was taken in as of then. Null elsewhere, and absent from events of releases that refused such a contact. */
  readonly claimedAt: Instant | null
  /** Who got in touch; null where nobody is known. */
  readonly requesterId: CustomerId | null
  /** The ticket that has it now; null where none does. */
  readonly ticketId: TicketId | null
  /** How a ticket was found that it belongs to; null where none was. */
  readonly matchedBy: ContactMatch | null
  /** The rule that decided; null where none did. */
  readonly rule: string | null
  /** The policy it was decided by. */
  readonly policy: {
    /** Its name. */
    readonly id: string
    /** Its version. */
    readonly version: number
  }
}

/** A contact was decided. Every contact has this one event, in a stream of its own, so that counting them counts contacts. */
export type ContactDecided = DomainEvent<'contact-decided', ContactDecidedData>
