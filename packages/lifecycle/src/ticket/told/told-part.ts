import type { Instant, MessageId } from '@caseload/core'

/**
 * How the requester came to know the solution: by a public message, a call, or an article they were shown; or `exempt`, where there was a reason not to tell them.
 */
export type ToldBy = 'message' | 'call' | 'article' | 'exempt'

/** Every {@link ToldBy}. */
export const toldBys = ['message', 'call', 'article', 'exempt'] as const satisfies readonly ToldBy[]

/**
 * Whether the requester says the solution works: `asked`; `confirmed`; `rejected`, which brought the ticket back; `accepted` or `unanswered`, as the workflow reads silence.
 */
export type Confirmation = 'asked' | 'confirmed' | 'rejected' | 'accepted' | 'unanswered'

/** Every {@link Confirmation}. */
export const confirmations = [
  'asked',
  'confirmed',
  'rejected',
  'accepted',
  'unanswered',
] as const satisfies readonly Confirmation[]

/** What a ticket knows of how its solution was told and received. */
export interface ToldPart {
  /** When it was recorded how the requester was told; null while it is not, or after the ticket came back. */
  readonly toldAt: Instant | null
  /** How they were told; null while it is not recorded. */
  readonly toldBy: ToldBy | null
  /** The last public message to the requester since the ticket was opened or came back, automatic ones aside; null where there was none. */
  readonly lastAnswerId: MessageId | null
  /** What the requester said of the solution; null where nobody asked and they said nothing. */
  readonly confirmation: Confirmation | null
  /** Whether the requester was reminded that they were asked. */
  readonly confirmationReminded: boolean
}

/** A new ticket: nothing told. */
export const nothingTold: ToldPart = {
  toldAt: null,
  toldBy: null,
  lastAnswerId: null,
  confirmation: null,
  confirmationReminded: false,
}
