import type { DomainEvent, MessageId, TicketId } from '@caseload/core'

/** A ticket goes on in another. */
export interface TicketMergedData {
  /** The survivor. */
  readonly survivorId: TicketId
}

/** Another ticket goes on here. */
export interface TicketAbsorbedData {
  /** The merged ticket. */
  readonly ticketId: TicketId
}

/** A merge was taken back: the ticket goes on by itself, as it stood before. */
export interface TicketUnmergedData {
  /** The former survivor. */
  readonly survivorId: TicketId
  /** How many messages were addressed to this ticket meanwhile; they do not come back: they stay with the survivor, or where a split took them. */
  readonly messagesStaying: number
}

/** A ticket that went on here goes on by itself. */
export interface TicketReleasedData {
  /** The ticket that was merged. */
  readonly ticketId: TicketId
}

/** The message that comes next was addressed to a merged ticket and is taken here, where that one goes on. */
export interface MessageRedirectedData {
  /** The message. */
  readonly messageId: MessageId
  /** The ticket it was addressed to. */
  readonly addressedTo: TicketId
}

/** {@inheritDoc TicketMergedData} */
export type TicketMerged = DomainEvent<'ticket-merged', TicketMergedData>
/** {@inheritDoc TicketAbsorbedData} */
export type TicketAbsorbed = DomainEvent<'ticket-absorbed', TicketAbsorbedData>
/** {@inheritDoc TicketUnmergedData} */
export type TicketUnmerged = DomainEvent<'ticket-unmerged', TicketUnmergedData>
/** {@inheritDoc TicketReleasedData} */
export type TicketReleased = DomainEvent<'ticket-released', TicketReleasedData>
/** {@inheritDoc MessageRedirectedData} */
export type MessageRedirected = DomainEvent<'message-redirected', MessageRedirectedData>

/** A fact about merges. */
export type MergeEvent = TicketMerged | TicketAbsorbed | TicketUnmerged | TicketReleased | MessageRedirected
