import type { MessageId, TicketId } from '@caseload/core'
import { notClosed, people, type TicketCommandRule } from '../command-rule.ts'
import { type Check, type CommandShapes, isIdOf, isMessageId, need } from '../decide/property-checks.ts'

/**
 * Move messages into a new ticket; at least one stays. Whoever carries it out opens the new ticket, lets it take them over, and links the two in the same step.
 */
export interface SplitOff {
  /** Discriminant. */
  readonly type: 'split'
  /** Messages of this ticket, 1 to 50, each once. */
  readonly messageIds: readonly MessageId[]
  /** The new ticket. */
  readonly newTicketId: TicketId
}

/** Every command about splits. */
export const splitCommandTypes = ['split'] as const satisfies readonly SplitOff['type'][]

/** Who may give it and where it applies. */
export const splitCommandRules: Readonly<Record<SplitOff['type'], TicketCommandRule>> = {
  split: { actors: people, from: notClosed, to: null },
}

const isMessages: Check = (value) =>
  Array.isArray(value) &&
  value.length >= 1 &&
  value.length <= 50 &&
  value.every(isMessageId) &&
  new Set(value).size === value.length

/** Its properties. */
export const splitCommandShapes: CommandShapes<SplitOff['type']> = {
  split: [
    need('messageIds', isMessages, '1 to 50 identities msg_…, each once'),
    need('newTicketId', isIdOf('tkt'), 'an identity tkt_…'),
  ],
}
