import type { Explanation, TicketId } from '@caseload/core'
import type { ContactMatch } from './contact.ts'

/** What can become of a contact. */
export const contactOutcomes = ['open', 'append', 'follow-up-of', 'answered-at-once', 'not-a-request'] as const

/** One of {@link contactOutcomes}. */
export type ContactOutcome = (typeof contactOutcomes)[number]

interface Decided<Outcome extends ContactOutcome> {
  /** What becomes of the contact. */
  readonly outcome: Outcome
  /** The rule of the policy that said so; null where none did. */
  readonly rule: string | null
  /** How a ticket was found that it belongs to; null where none was. */
  readonly matchedBy: ContactMatch | null
  /** Why: everything that was looked at, in order. */
  readonly explanation: Explanation
}

/** A new ticket. */
export interface ContactOpens extends Decided<'open'> {}

/** A message to a ticket there is. */
export interface ContactAppends extends Decided<'append'> {
  /** The ticket that takes it: where the one it was for goes on. */
  readonly ticketId: TicketId
  /** The ticket it was for; merged or followed up, where it is another. */
  readonly addressedTo: TicketId
}

/** A new ticket that follows one that can no longer come back. */
export interface ContactFollowsUp extends Decided<'follow-up-of'> {
  /** The ticket it follows. */
  readonly ticketId: TicketId
  /** The ticket it was for; merged, where it is another. */
  readonly addressedTo: TicketId
}

/** Nothing more to do: it was answered when it came in. */
export interface ContactWasAnswered extends Decided<'answered-at-once'> {
  /** The code of the answer. */
  readonly reason: string
}

/** Nobody asks for anything. */
export interface ContactIsNoRequest extends Decided<'not-a-request'> {
  /** The code of what it is instead. */
  readonly reason: string
}

/** What becomes of a contact: one of five outcomes, always. */
export type ContactDecision = ContactOpens | ContactAppends | ContactFollowsUp | ContactWasAnswered | ContactIsNoRequest
