import type { DomainEvent, Instant, MessageId, TicketId } from '@caseload/core'
import type { MessageAddedData } from '../ticket-events.ts'

/** Messages went to a new ticket. */
export interface MessagesSplitOffData {
  /** The new ticket. */
  readonly to: TicketId
  /** Which messages, in the order they were written. */
  readonly messageIds: readonly MessageId[]
}

/** A message of another ticket belongs to this one from now on. What was true when it was written stands in the rest. */
export interface MessageTakenOverData extends Omit<MessageAddedData, 'teamId' | 'authorTeamId'> {
  /** The ticket it stood on. */
  readonly from: TicketId
  /** When it was written. */
  readonly writtenAt: Instant
}

/** {@inheritDoc MessagesSplitOffData} */
export type MessagesSplitOff = DomainEvent<'messages-split-off', MessagesSplitOffData>
/** {@inheritDoc MessageTakenOverData} */
export type MessageTakenOver = DomainEvent<'message-taken-over', MessageTakenOverData>

/** A fact about a split. */
export type SplitEvent = MessagesSplitOff | MessageTakenOver
